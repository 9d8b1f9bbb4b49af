package org.miltermanager.app.daemon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.miltermanager.session.MtaSession;

/** The sessions that run. Safe for use by any thread. */
final class Sessions {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
     * Ends all sessions: one in which the mail server speaks goes on to its end, since its client would be refused otherwise; one in which
     * it is silent between messages does not hold up the others. The time is short enough for the connections that wait for the next
     * process: Postfix gives them 30 s.
     *
     * @param grace how long messages have
     * @param left how many sessions were accepted and have not ended, those included that have only just been accepted
     * @return how many were still at it when the time was over
     */
    int finish(Duration grace, IntSupplier left) throws InterruptedException {
        long begin = System.nanoTime();
        while (left.getAsInt() > 0) {
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            boolean patient = passed.compareTo(PATIENCE) < 0 && passed.compareTo(grace) < 0;
            running.forEach(patient ? session -> session.finishIfSilent(SILENCE) : MtaSession::finish);
            if (passed.compareTo(grace) > 0) {
                break;
            }
            Thread.sleep(LOOK);
        }
        return left.getAsInt();
    }
}
