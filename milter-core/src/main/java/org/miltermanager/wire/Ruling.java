package org.miltermanager.wire;

/** Verdicts without data. */
public enum Ruling implements Verdict {
    CONTINUE(ReplyCode.CONTINUE, false),
    /** The milter needs to see no more: of this message, or of the session when said at connect or HELO. */
    ACCEPT(ReplyCode.ACCEPT, false),
    /** 5xx to the client. */
    REJECT(ReplyCode.REJECT, true),
    /** 4xx to the client. */
    TEMPFAIL(ReplyCode.TEMPFAIL, true),
    /** 2xx to the client, and the message is thrown away. */
    DISCARD(ReplyCode.DISCARD, true),
    /** No more events of this kind. */
    SKIP(ReplyCode.SKIP, false),
    /** 421 to the client, and the connection is closed. Never sent to a mail server: Postfix before 3.11 loses mail on it. */
    SHUTDOWN(ReplyCode.SHUTDOWN, true),
    /** Internal to Sendmail; from a milter it is an error. */
    CONN_FAIL(ReplyCode.CONN_FAIL, true);

    private final ReplyCode code;
    private final boolean decides;

    Ruling(ReplyCode code, boolean decides) {
        this.code = code;
        this.decides = decides;
    }

    public ReplyCode code() {
        return code;
    }

    @Override
    public boolean decides() {
        return decides;
    }
}
