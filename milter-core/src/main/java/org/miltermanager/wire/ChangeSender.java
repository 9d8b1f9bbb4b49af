package org.miltermanager.wire;

/**
 * SMFIR_CHGFROM: a new envelope sender.
 *
 * @param address with or without angle brackets; {@code <>} or empty for the null sender
 * @param parameters ESMTP parameters separated by blanks; empty where there are none
 */
public record ChangeSender(String address, String parameters) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.CHGFROM;
    }
}
