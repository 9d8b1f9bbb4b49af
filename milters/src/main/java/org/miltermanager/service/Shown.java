package org.miltermanager.service;

import java.util.regex.Pattern;

/** What a stranger said, fit for a log line: short, and without control characters. */
public final class Shown {
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final int LONGEST = 100;

    private Shown() {}

    /** The begin of it. */
    public static String of(String said) {
        String begin = said.length() > LONGEST ? said.substring(0, LONGEST) + "..." : said;
        return UNPRINTABLE.matcher(begin).replaceAll("?");
    }
}
