package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which names can have a policy (RFC 7208 4.3): fully qualified ones; literal addresses cannot. */
final class MailDomain {
    private static final Pattern QUALIFIED = Pattern.compile("(?:[^.\\[\\]]{1,63}\\.)+[^.\\[\\]]{1,63}");
    private static final int LONGEST = 253;

    /** What parts labels (RFC 3490 3.1). */
    private static final Pattern DOTS = Pattern.compile("[.\\u3002\\uFF0E\\uFF61]");

    /** Sharp s, final sigma, and the joiners: what IDNA 2003 maps, and IDNA 2008 does not (RFC 5894 7.2). */
    private static final Pattern ITS_OWN = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

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
            return Optional.of(DOTS.splitAsStream(new String(name.getBytes(ISO_8859_1), UTF_8))
                    .map(MailDomain::aLabel)
                    .collect(Collectors.joining(".")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The JDK knows IDNA 2003 alone, which says what can be a label, but takes some letters for others, or for nothing: what IDNA 2008
     * encodes as it is would be another owner's domain.
     *
     * @throws IllegalArgumentException if it is none
     */
    private static String aLabel(String label) {
        String otherwise = IDN.toASCII(label);
        if (!ITS_OWN.matcher(label).find()) {
            return otherwise;
        }
        int[] lowerCase = label.codePoints().map(Character::toLowerCase).toArray();
        String normal = Normalizer.normalize(new String(lowerCase, 0, lowerCase.length), Normalizer.Form.NFC);
        return "xn--" + Punycode.encode(normal);
    }
}
