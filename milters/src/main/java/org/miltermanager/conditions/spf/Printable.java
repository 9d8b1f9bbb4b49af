package org.miltermanager.conditions.spf;

import java.util.regex.Pattern;

/** What may stand in a header or a reply: printable ASCII, and not much of it. */
final class Printable {
    private static final Pattern OTHER = Pattern.compile("[^ -~]");

    /** Octets: with what stands around it, and a backslash before each, it fits into a line (RFC 5322 2.1.1). */
    private static final int LONGEST = 300;

    private Printable() {}

    static boolean is(String text) {
        return !OTHER.matcher(text).find();
    }

    /** The begin of it where it is long. */
    static String of(String text) {
        String begin = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return OTHER.matcher(begin).replaceAll("?");
    }
}
