package org.miltermanager.wire;

/**
 * SMFIR_QUARANTINE: accept the message, but hold it.
 *
 * @param reason for the log and the queue; Postfix cuts it at 100 octets
 */
public record Quarantine(String reason) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.QUARANTINE;
    }
}
