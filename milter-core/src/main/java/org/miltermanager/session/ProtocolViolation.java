package org.miltermanager.session;

/** The mail server sent a command that has no meaning at this point. The session cannot go on. */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}
