package org.miltermanager.wire;

/**
 * SMFIC_BODYEOB: the message is complete; the milter answers with its edits and its verdict.
 *
 * @param last a last part of the body; empty from Postfix and Sendmail, not from every mail server
 */
public record EndOfBody(Octets last) implements Command {
    public static final EndOfBody WITHOUT_DATA = new EndOfBody(Octets.NONE);

    @Override
    public CommandCode code() {
        return CommandCode.END_OF_BODY;
    }
}
