package org.miltermanager.app.control;

/** A request that is not met. The message is for whoever made it. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }
}
