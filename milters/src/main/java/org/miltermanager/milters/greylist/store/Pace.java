package org.miltermanager.milters.greylist.store;

import java.time.Duration;

/**
 * How long clients wait, and what they get for it.
 *
 * @param delay from the first attempt to the one that passes; zero: the first one does
 * @param timeout how long a first attempt is remembered
 * @param autowhite how long what passed passes at once; counted from its last mail; zero: not at all
 * @param clientAfter after how many triplets, one an hour at the most, all that a client sends passes; 0: never
 * @param domainAfter the same for what a client sends for one domain
 */
public record Pace(Duration delay, Duration timeout, Duration autowhite, int clientAfter, int domainAfter) {
    /** Triplets that pass within this time count as one: a client that came back once with many mails has shown no more than another. */
    public static final Duration COUNTED_ONCE = Duration.ofHours(1);

    /** Whether anybody who comes again ever passes: a first attempt is remembered when the delay is over. */
    public boolean letsPass() {
        return delay.isZero() || timeout.compareTo(delay) > 0;
    }
}
