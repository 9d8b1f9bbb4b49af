package org.miltermanager.wire;

import java.util.function.UnaryOperator;

/**
 * SMFIR_CHGHEADER: replaces or deletes the nth header of a name.
 *
 * @param nth unsigned 32 bits; from 1, among the headers of that name that milters are shown; 0 means 1
 * @param name compared without regard to case; its spelling replaces the old one
 * @param value exact text after the colon, as in {@link Header}; empty deletes. Where there is no such header, a value is added
 */
public record ChangeHeader(long nth, String name, String value) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.CHGHDRS;
    }

    /** @return true where the header shall go */
    public boolean deletes() {
        return value.isEmpty();
    }

    /** A value of which nothing is left becomes a blank: an empty one would delete the header. */
    @Override
    public Edit withValue(UnaryOperator<String> spacing) {
        if (deletes()) {
            return this;
        }
        String spaced = spacing.apply(value);
        return new ChangeHeader(nth, name, spaced.isEmpty() ? " " : spaced);
    }
}
