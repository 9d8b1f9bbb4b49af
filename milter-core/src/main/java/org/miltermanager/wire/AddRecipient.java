package org.miltermanager.wire;

/**
 * SMFIR_ADDRCPT, with parameters SMFIR_ADDRCPT_PAR. A recipient that is there already gets the message twice from Postfix.
 *
 * @param address with or without angle brackets
 * @param parameters ESMTP parameters separated by blanks; empty where there are none
 */
public record AddRecipient(String address, String parameters) implements Edit {
    @Override
    public ActionFlag action() {
        return parameters.isEmpty() ? ActionFlag.ADDRCPT : ActionFlag.ADDRCPT_PAR;
    }
}
