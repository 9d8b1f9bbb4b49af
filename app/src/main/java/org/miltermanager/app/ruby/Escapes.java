package org.miltermanager.app.ruby;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a backslash says inside of quotes. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u\\{(?<long>[0-9A-Fa-f]{1,6})\\}|u(?<short>[0-9A-Fa-f]{4})|x(?<octet>[0-9A-Fa-f]{1,2})"
                    + "|(?<octal>[0-7]{1,3})|(?<other>.))",
            Pattern.DOTALL);
    private static final Map<String, String> LETTERS = Map.of(
            "n", "\n", "t", "\t", "r", "\r", "s", " ", "e", "\u001B", "a", "\u0007", "b", "\b", "f", "\f", "\n", "");

    private Escapes() {}

    /** Inside of double quotes. */
    static String resolved(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
    }

    private static String meaning(MatchResult escape) {
        for (String name : new String[] {"long", "short", "octet"}) {
            if (escape.group(name) != null) {
                return character(Integer.parseInt(escape.group(name), 16));
            }
        }
        String letter = escape.group("other");
        return letter == null
                ? character(Integer.parseInt(escape.group("octal"), 8))
                : LETTERS.getOrDefault(letter, letter);
    }

    private static String character(int code) {
        boolean character = Character.isValidCodePoint(code) && Character.getType(code) != Character.SURROGATE;
        return character ? Character.toString(code) : "\uFFFD";
    }

    /** Inside of single quotes: a backslash goes before itself and before the delimiters, and stands for itself elsewhere. */
    static String plain(String text, char opening, char closing) {
        String special = Pattern.quote("\\" + opening + closing);
        return text.replaceAll("\\\\([" + special + "])", "$1");
    }
}
