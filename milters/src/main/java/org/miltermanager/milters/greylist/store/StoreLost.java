package org.miltermanager.milters.greylist.store;

/** A store cannot be asked at present. The next question may be answered again. The message says which store, why, and what helps. */
public final class StoreLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreLost(String message) {
        super(message);
    }

    public StoreLost(String message, Throwable cause) {
        super(message, cause);
    }
}
