package org.miltermanager.wire;

/** The answer to an event: what shall become of the session, the message or the recipient. */
public sealed interface Verdict extends Reply permits Ruling, SmtpReply {
    /** @return true where this is the answer to the client and no further milter is asked: everything but continue, accept and skip */
    boolean decides();
}
