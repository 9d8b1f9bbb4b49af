package org.miltermanager.wire;

/**
 * SMFIC_UNKNOWN: an SMTP command that the mail server does not know. From version 3.
 *
 * @param line the whole line; only its first word from Postfix before 3.10
 */
public record UnknownCommand(String line) implements Event {
    @Override
    public Stage stage() {
        return Stage.UNKNOWN;
    }
}
