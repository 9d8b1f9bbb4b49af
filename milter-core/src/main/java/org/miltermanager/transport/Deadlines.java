package org.miltermanager.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes channels whose time is over. Setting a deadline is a write to a field, so that a fast answer costs nothing; one thread looks at
 * all of them every {@value #TICK_MILLIS} ms, by which a deadline may be late. Safe for use by any thread.
 */
public final class Deadlines implements AutoCloseable {
    static final long TICK_MILLIS = 50;

    private static final long TICK_NANOS = Duration.ofMillis(TICK_MILLIS).toNanos();

    private final Set<Timed> watched = ConcurrentHashMap.newKeySet();
    private final Thread clock;
    private volatile boolean running = true;

    public Deadlines() {
        clock = Thread.ofPlatform().daemon().name("deadlines").start(this::watch);
    }

    /** Something that has to be done when its time comes. */
    @FunctionalInterface
    interface Timed {
        /** Called at every tick by the one thread for all, which must not wait here. One that throws is called again at the next tick. */
        void tick(long now);
    }

    void add(Timed timed) {
        watched.add(timed);
    }

    void remove(Timed timed) {
        watched.remove(timed);
    }

    private void watch() {
        while (running) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            watched.forEach(timed -> tick(timed, now));
        }
    }

    /** Whatever one ends in, as where no thread can be had: the others have no deadlines without this thread. */
    private static void tick(Timed timed, long now) {
        try {
            timed.tick(now);
        } catch (Throwable its) {
            // It is still watched, and meets the next tick.
        }
    }

    /** Ends the thread; deadlines that are still open never come. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(clock);
    }
}
