package org.miltermanager.condition;

import java.util.Locale;

/** An envelope address as people write it. */
public final class Address {
    private Address() {}

    /** Without angle brackets and source route ({@code <@relay:user@example.com>}); empty for the null sender. */
    public static String plain(String written) {
        String inner =
                written.startsWith("<") && written.endsWith(">") ? written.substring(1, written.length() - 1) : written;
        return inner.startsWith("@") ? inner.substring(inner.indexOf(':') + 1) : inner;
    }

    /** What stands behind the last at sign, in lower case; empty where there is none. */
    public static String domain(String written) {
        String plain = plain(written);
        int at = plain.lastIndexOf('@');
        return at < 0 ? "" : plain.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
