package org.miltermanager.app.daemon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.miltermanager.session.MtaSession;

/** The sessions that run. Safe for use by any thread. */
final class Sessions {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Set<MtaSession> running = ConcurrentHashMap.newKeySet();
    private final LongAdder finished = new LongAdder();

    /** Runs one session to its end. */
    void run(MtaSession session) {
        running.add(session);
        try {
            session.run();
        } finally {
            running.remove(session);
            finished.increment();
        }
    }

    int count() {
        return running.size();
    }

    long finished() {
        return finished.sum();
    }

    /**
     * Ends all sessions, each when its message has its answer.
     *
     * @param grace how long messages have
     * @return how many were still at it when the time was over
     */
    int finish(Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        do {
            running.forEach(MtaSession::finish);
            Thread.sleep(LOOK);
        } while (!running.isEmpty() && System.nanoTime() < end);
        return running.size();
    }
}
