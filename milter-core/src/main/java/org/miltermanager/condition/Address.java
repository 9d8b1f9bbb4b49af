package org.miltermanager.condition;

import java.util.Locale;
import java.util.regex.Pattern;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.RcptTo;

/** An envelope address as people write it. */
public final class Address {
    private static final Pattern POSTFIX = Pattern.compile("(?i)postfix\\b");

    private Address() {}

    /**
     * Without angle brackets and source route ({@code <@relay:user@example.com>}), and without a dot behind the domain; empty for the null
     * sender.
     */
    public static String plain(String written) {
        String inner =
                written.startsWith("<") && written.endsWith(">") ? written.substring(1, written.length() - 1) : written;
        String address = inner.startsWith("@") ? inner.substring(inner.indexOf(':') + 1) : inner;
        return address.contains("@") && address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
    }

    /** What stands behind the last at sign, in lower case; empty where there is none. */
    public static String domain(String written) {
        String plain = plain(written);
        int at = plain.lastIndexOf('@');
        return at < 0 ? "" : plain.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * A recipient as Postfix has resolved it, which tells so in {@code {rcpt_addr}}: for {@code alice@example.com} clients may write {@code
     * "alice"@example.com}, {@code example.com!alice}, {@code alice%example.com@example.com} and more. Where it does not tell, and behind
     * Sendmail, which tells what has become of an address behind its aliases, it is what the client wrote.
     *
     * @param told the macros that came with it
     */
    public static RcptTo resolved(RcptTo written, Macros told) {
        boolean postfix = told.get("v")
                .filter(server -> POSTFIX.matcher(server).lookingAt())
                .isPresent();
        return told.get("rcpt_addr")
                .filter(address -> postfix && address.contains("@"))
                .map(address -> new RcptTo("<" + address + ">", written.parameters()))
                .orElse(written);
    }
}
