package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names can have a policy (RFC 7208 4.3): fully qualified ones; literal addresses cannot. */
final class MailDomain {
    private static final Pattern QUALIFIED = Pattern.compile("(?:[^.\\[\\]]{1,63}\\.)+[^.\\[\\]]{1,63}");
    private static final int LONGEST = 253;

    private MailDomain() {}

    /** As the DNS knows it: without a dot at the end, in A-labels. Empty where it is none. */
    static Optional<String> of(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return aLabels(name)
                .filter(domain -> domain.length() <= LONGEST)
                .filter(domain -> QUALIFIED.matcher(domain).matches())
                .filter(Printable::is);
    }

    /** What SMTPUTF8 brings is UTF-8 (RFC 6531 3.3). */
    private static Optional<String> aLabels(String name) {
        if (name.chars().allMatch(octet -> octet < 0x80)) {
            return Optional.of(name);
        }
        try {
            return Optional.of(IDN.toASCII(new String(name.getBytes(ISO_8859_1), UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
