package org.miltermanager.wire;

import java.util.function.UnaryOperator;

/**
 * SMFIR_ADDHEADER: Postfix appends the header; Sendmail puts it before the first of the same name.
 *
 * @param value exact text after the colon, as in {@link Header}
 */
public record AddHeader(String name, String value) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.ADDHDRS;
    }

    @Override
    public Edit withValue(UnaryOperator<String> spacing) {
        return new AddHeader(name, spacing.apply(value));
    }
}
