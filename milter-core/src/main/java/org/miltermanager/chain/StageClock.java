package org.miltermanager.chain;

import java.time.Duration;
import org.miltermanager.milter.Patience;

/** Shares the time that the mail server waits for one answer among the milters that have to give theirs first. */
final class StageClock implements Patience {
    /** For each answer, where those before have taken all the time. There may be a thousand of them: one for each header. */
    private static final long LEAST = Duration.ofMillis(100).toNanos();

    /** The part of the time that goes to such answers, all together, beyond it. */
    private static final int BEYOND = 20;

    private volatile long end = System.nanoTime();
    private volatile long last = end;
    private volatile int waiting = 1;

    /**
     * A new question.
     *
     * @param askers how many will be asked, one after another, and may take their time
     */
    void start(Duration time, int askers) {
        end = System.nanoTime() + time.toNanos();
        last = end + time.toNanos() / BEYOND;
        waiting = Math.max(askers, 1);
    }

    /** So many of them have answered. */
    void answered(int askers) {
        waiting = Math.max(waiting - askers, 1);
    }

    @Override
    public Duration limit(Duration own) {
        long now = System.nanoTime();
        long least = Math.clamp(last - now, 0, LEAST);
        long share = Math.max((end - now) / waiting, least);
        return share < own.toNanos() ? Duration.ofNanos(share) : own;
    }
}
