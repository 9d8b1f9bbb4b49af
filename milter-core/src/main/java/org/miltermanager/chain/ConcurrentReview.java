package org.miltermanager.chain;

import org.miltermanager.milter.Message;
import org.miltermanager.wire.Macros;

/** A milter that reviews a message as it arrived, while others work. */
final class ConcurrentReview {
    private final Link link;
    private final Aside<TimedOutcome> work;

    ConcurrentReview(Link link, Message message, Macros macros) {
        this.link = link;
        this.work = new Aside<>(link.name(), () -> TimedOutcome.of(link, message, macros));
    }

    /** Waits for the outcome. */
    TimedOutcome join() {
        return work.join();
    }

    /** The outcome is not needed: a milter that is still at work is interrupted. */
    void abandon() {
        boolean working = !work.isDone();
        if (working) {
            link.seat().interrupt();
        }
        join();
        if (working) {
            link.seat().forget();
        }
    }
}
