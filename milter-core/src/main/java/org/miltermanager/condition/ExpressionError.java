package org.miltermanager.condition;

import java.util.Collection;
import java.util.List;

/** An expression that cannot be used. The message says what was got and what is expected. */
public final class ExpressionError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String unknown;
    private final transient List<String> known;

    /** What is wrong with an expression as a whole. */
    public ExpressionError(String message) {
        this(0, message);
    }

    ExpressionError(int offset, String message) {
        this(offset, message, "", List.of());
    }

    /**
     * A name that is none.
     *
     * @param unknown as it was written
     * @param known what might have been meant
     */
    ExpressionError(int offset, String message, String unknown, Collection<String> known) {
        super(message);
        this.offset = offset;
        this.unknown = unknown;
        this.known = List.copyOf(known);
    }

    /** The same mistake at the same place, told better by who knows more. */
    public ExpressionError because(String message) {
        return new ExpressionError(offset, message);
    }

    /** Where in the expression, in chars from its begin, from 0; its length where something is missing at the end. */
    public int offset() {
        return offset;
    }

    /** The name that is not known; empty where the mistake is another. */
    public String unknown() {
        return unknown;
    }

    /** The names that are known, where one is not. */
    public List<String> known() {
        return known;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
