package org.miltermanager.wire;

import java.util.function.UnaryOperator;

/**
 * SMFIR_INSHEADER.
 *
 * @param index unsigned 32 bits; counts the headers of the message as delivered, the mail server's own Received included: 0 is above
 *     it, 1 right below; beyond the end means at the end
 * @param value exact text after the colon, as in {@link Header}
 */
public record InsertHeader(long index, String name, String value) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.ADDHDRS;
    }

    @Override
    public Edit withValue(UnaryOperator<String> spacing) {
        return new InsertHeader(index, name, spacing.apply(value));
    }
}
