package org.miltermanager.condition;

import java.util.Locale;

/**
 * A word or sign of an expression.
 *
 * @param text of a literal what stands between its quotes or slashes, else as written
 * @param start where it begins in the expression
 * @param end where it has ended
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        TEXT,
        PATTERN,
        /** A pattern for which upper and lower case are the same. */
        PATTERN_ANY_CASE,
        NUMBER,
        TIME,
        SIGN,
        END
    }

    /** @return true for a sign, or for a word of the language */
    boolean is(String wanted) {
        return switch (kind) {
            case SIGN -> text.equals(wanted);
            case WORD -> text.toLowerCase(Locale.ROOT).equals(wanted);
            case TEXT, PATTERN, PATTERN_ANY_CASE, NUMBER, TIME, END -> false;
        };
    }

    /** For messages. */
    String told() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "\"" + text + "\"";
            case PATTERN -> "/" + text + "/";
            case PATTERN_ANY_CASE -> "/" + text + "/i";
            case WORD, NUMBER, TIME, SIGN -> "'" + text + "'";
        };
    }
}
