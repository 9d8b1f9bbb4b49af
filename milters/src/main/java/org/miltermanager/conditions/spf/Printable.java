package org.miltermanager.conditions.spf;

import java.util.regex.Pattern;

/** What may stand in a header or a reply: printable ASCII. */
final class Printable {
    private static final Pattern OTHER = Pattern.compile("[^ -~]");

    private Printable() {}

    static boolean is(String text) {
        return !OTHER.matcher(text).find();
    }

    static String of(String text) {
        return OTHER.matcher(text).replaceAll("?");
    }
}
