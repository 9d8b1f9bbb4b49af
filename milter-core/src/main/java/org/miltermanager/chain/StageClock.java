package org.miltermanager.chain;

import java.time.Duration;
import org.miltermanager.milter.Patience;

/** Shares the time that the mail server waits for one answer among the milters that have to give theirs first. */
final class StageClock implements Patience {
    private static final long LEAST = Duration.ofMillis(100).toNanos();

    private volatile long end = System.nanoTime();
    private volatile int waiting = 1;

    /**
     * A new question.
     *
     * @param askers how many will be asked, one after another
     */
    void start(Duration time, int askers) {
        end = System.nanoTime() + time.toNanos();
        waiting = Math.max(askers, 1);
    }

    /** One of them has answered. */
    void answered() {
        waiting = Math.max(waiting - 1, 1);
    }

    @Override
    public Duration limit(Duration own) {
        long share = Math.max((end - System.nanoTime()) / waiting, LEAST);
        return share < own.toNanos() ? Duration.ofNanos(share) : own;
    }
}
