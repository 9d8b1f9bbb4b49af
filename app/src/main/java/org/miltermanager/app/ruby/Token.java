package org.miltermanager.app.ruby;

/** The smallest pieces of Ruby. Comments and blanks are none. */
sealed interface Token {
    /** From 1, where it begins. */
    int line();

    /**
     * A name or a keyword.
     *
     * @param text such as {@code manager}, {@code Milter}, {@code @x} or {@code empty?}
     */
    record Word(int line, String text) implements Token {}

    /** A string, symbol, number or regular expression. */
    record Literal(int line, Value value) implements Token {}

    /**
     * Punctuation.
     *
     * @param text such as {@code =} or {@code <<}
     */
    record Mark(int line, String text) implements Token {}

    /** The end of a line or a semicolon, where a statement may end. */
    record End(int line) implements Token {}
}
