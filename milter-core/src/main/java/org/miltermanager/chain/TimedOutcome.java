package org.miltermanager.chain;

import java.time.Duration;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Macros;

/** What a milter said of a message, and how long it took when the message was complete. */
record TimedOutcome(Outcome outcome, Duration took) {
    static TimedOutcome of(Link link, Message message, Macros macros) {
        long start = System.nanoTime();
        Outcome outcome = link.review(message, macros);
        return new TimedOutcome(outcome, Duration.ofNanos(System.nanoTime() - start));
    }
}
