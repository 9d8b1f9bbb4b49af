package org.miltermanager.app.log;

import java.time.Instant;

/** Takes finished lines. Called by one thread at a time; never throws for want of a reader. */
interface LogSink {
    /** @param line printable, without its end */
    void write(Severity severity, Instant time, String line);

    /** Opens anew what a log rotation has moved away. */
    default void reopen() {}

    default void close() {}
}
