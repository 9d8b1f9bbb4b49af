package org.miltermanager.milter;

import org.jspecify.annotations.Nullable;

/**
 * A milter gave no usable answer: not reachable, too slow, gone, or against the protocol. The message says what was expected and what
 * came. Its conversation must not be asked again.
 */
public final class MilterFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean afterEdits;

    public MilterFailure(String message) {
        this(message, null, false);
    }

    public MilterFailure(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private MilterFailure(String message, @Nullable Throwable cause, boolean afterEdits) {
        super(message, cause);
        this.afterEdits = afterEdits;
    }

    /** The same failure of a milter that had already asked for an edit of the message: it had found something to change. */
    public MilterFailure havingEdited() {
        return new MilterFailure(getMessage(), getCause(), true);
    }

    /** @return true where the milter had asked for an edit of the present message */
    public boolean afterEdits() {
        return afterEdits;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
