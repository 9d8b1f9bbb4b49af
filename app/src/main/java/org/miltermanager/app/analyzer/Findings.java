package org.miltermanager.app.analyzer;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the headers say that milters add: the kinds of findings that milter manager's analyzer counts. */
final class Findings {
    private static final Pattern URI_LIST = Pattern.compile("tests=[^ ]*URIBL_");
    private static final Pattern RESULT = Pattern.compile(
            "\\b(spf|sender-id|dkim-adsp|dkim|dmarc)=(pass|fail|hardfail|neutral \\(verification failed\\))");

    private Findings() {}

    /** Such as {@code spam} or {@code dkim-pass}; none for most headers. */
    static Set<String> of(String name, String value) {
        var found = new LinkedHashSet<String>();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "x-spam", "x-spam-flag" ->
                add(found, value.toLowerCase(Locale.ROOT).startsWith("yes"), "spam");
            case "x-spam-status" -> add(found, URI_LIST.matcher(value).find(), "uribl");
            case "x-virus-status" -> add(found, value.startsWith("Infected"), "virus");
            case "x-greylist" -> {
                add(found, value.contains("tarpit"), "tarpitting-pass");
                add(found, value.startsWith("Delayed for"), "greylisting-pass");
                add(found, value.contains("SPF-compliant"), "spf-pass");
            }
            case "authentication-results" ->
                RESULT.matcher(value)
                        .results()
                        .forEach(result ->
                                found.add(result.group(1) + (result.group(2).equals("pass") ? "-pass" : "-fail")));
            default -> {} // of no interest
        }
        return found;
    }

    private static void add(Set<String> found, boolean is, String kind) {
        if (is) {
            found.add(kind);
        }
    }
}
