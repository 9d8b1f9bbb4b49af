package org.miltermanager.milter;

import java.time.Duration;

/** How long the mail server will still wait for the answer to its present command, shared among the milters that have to answer it. */
@FunctionalInterface
public interface Patience {
    /**
     * The time for the answer that is asked for now.
     *
     * @param own what the milter itself is allowed at the most
     * @return {@code own} or less; zero where the time is over, and no answer need be asked for
     */
    Duration limit(Duration own);
}
