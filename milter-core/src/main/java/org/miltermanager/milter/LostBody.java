package org.miltermanager.milter;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What was kept of a message cannot be read again: the disk's failure, and no milter's. The message has to be deferred. */
public final class LostBody extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    /** @param cause what the disk says */
    public LostBody(IOException cause) {
        super("the body that was kept cannot be read: " + cause.getMessage(), cause);
    }
}
