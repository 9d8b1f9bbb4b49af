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

    private final Set<Timed> watched = ConcurrentHashMap.newKeySet();
    private final Thread clock;
    private volatile boolean running = true;

    public Deadlines() {
        clock = Thread.ofPlatform().daemon().name("deadlines").start(this::watch);
    }

    /** Something that has to be done when its time comes. */
    @FunctionalInterface
    interface Timed {
        /** Called at every tick by the one thread for all, which must not wait here. */
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
            LockSupport.parkNanos(Duration.ofMillis(TICK_MILLIS).toNanos());
            long now = System.nanoTime();
            watched.forEach(timed -> timed.tick(now));
        }
    }

    /** Ends the thread; deadlines that are still open never come. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(clock);
    }
}
