package org.miltermanager.wire;

/**
 * SMFIR_DELRCPT.
 *
 * @param address as given in RCPT TO, with or without angle brackets
 */
public record DeleteRecipient(String address) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.DELRCPT;
    }
}
