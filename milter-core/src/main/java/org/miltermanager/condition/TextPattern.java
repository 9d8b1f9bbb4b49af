package org.miltermanager.condition;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of an operator, held against a text of a stranger: gives up after a number of steps and on long texts, so that
 * no pair of both can keep a session busy. Safe for use by any thread.
 *
 * <p>The JDK's matcher backtracks; each of its steps looks at a char, which is where they are counted. A million steps take some
 * milliseconds.
 */
public final class TextPattern {
    /** Longer than any host name, address or path, and than nearly all header fields. */
    static final int LONGEST = 8_192;

    private static final int MOST_STEPS = 1_000_000;

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a regular expression in the syntax of {@link Pattern}.
     *
     * @throws PatternSyntaxException where it is none
     */
    public static TextPattern of(String pattern, boolean anyCase) {
        return new TextPattern(Pattern.compile(Literals.octets(pattern), anyCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    /** @return whether it is found in the text; empty where that takes too long to say */
    public Optional<Boolean> isIn(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(pattern.matcher(new Counted(text)).find());
        } catch (TooManySteps | StackOverflowError _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** A text that lets itself be looked at a number of times. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private int steps;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
