package org.miltermanager.wire;

/** A command that a milter answers with a {@link Verdict}: something the SMTP client did, or a part of its message. */
public sealed interface Event extends Command
        permits Connect, Helo, MailFrom, RcptTo, Mark, Header, BodyChunk, UnknownCommand {
    /** When in the session this happens. */
    Stage stage();

    @Override
    default CommandCode code() {
        return stage().command();
    }
}
