package org.miltermanager.app.ruby;

import java.util.List;

/** What a Ruby literal stands for. */
sealed interface Value {
    /** A string or a symbol. */
    record Text(String text) implements Value {}

    /**
     * A number as it is written, without underscores: {@code 0660}, {@code 297.0}.
     *
     * @param digits may have a sign
     */
    record Numeral(String digits) implements Value {}

    /** {@code true} or {@code false}. */
    record Flag(boolean on) implements Value {}

    /** {@code nil}. */
    record Nil() implements Value {}

    /**
     * A regular expression.
     *
     * @param source between its delimiters
     * @param options letters behind it, such as {@code i}
     */
    record Pattern(String source, String options) implements Value {}

    /** An array, each of its elements a literal. */
    record Many(List<Value> elements) implements Value {
        public Many {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A literal whose value is known only to those who run the file.
     *
     * @param why in a clause
     */
    record Unknown(String why) implements Value {}
}
