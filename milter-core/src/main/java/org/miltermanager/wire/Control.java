package org.miltermanager.wire;

/** Commands without data that no milter answers. */
public enum Control implements Command {
    /** SMFIC_ABORT: the message is over; the next is a new SMFIC_MAIL. May come at any time, also repeatedly, also when no message is open. */
    ABORT(CommandCode.ABORT),
    /** SMFIC_QUIT: the SMTP session is over, the socket will be closed. */
    QUIT(CommandCode.QUIT),
    /** SMFIC_QUIT_NC: the SMTP session is over, the socket stays; next is SMFIC_CONNECT under the negotiation that was. */
    QUIT_NEW_CONNECTION(CommandCode.QUIT_NEW_CONNECTION);

    private final CommandCode code;

    Control(CommandCode code) {
        this.code = code;
    }

    @Override
    public CommandCode code() {
        return code;
    }
}
