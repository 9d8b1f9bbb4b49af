package org.miltermanager.milters.greylist.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes texts of strangers fit to be kept. */
final class Texts {
    /** RFC 5321 4.5.3.1 allows 64 + 1 + 255 octets; hardly anybody needs them. */
    private static final int LONGEST = 256;

    private static final int KEPT = 180;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private Texts() {}

    /** In lower case, without control characters, and of bounded length: what is longer ends in a digest of all of it. */
    static String plain(String text) {
        String plain = CONTROL.matcher(lower(text)).replaceAll("?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, KEPT) + "..." + digest(plain);
    }

    /** With the letters of ASCII in lower case; others are octets of who knows what. */
    static String lower(String text) {
        var lower = new StringBuilder(text.length());
        text.chars().forEach(octet -> lower.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 'a' - 'A' : octet)));
        return lower.toString();
    }

    private static String digest(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
