package org.miltermanager.app.config;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What a session runs on. */
public enum SessionThreads {
    /** {@link #VIRTUAL} where sessions have to wait for servers elsewhere, else {@link #KERNEL}. */
    AUTO,
    /** A thread of the kernel: quickest, for up to some thousand sessions at a time. */
    KERNEL,
    /** A virtual thread: half as long again for a message, for any number of sessions. */
    VIRTUAL;

    /** Starting a thread costs as much as a milter's answer; one that idles costs memory. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * Threads for sessions and what they do at the same time: one that is done serves the next session, for a while.
     *
     * @param waiting whether they wait for servers elsewhere, such as those of the DNS: it may be for many seconds, and all at once
     */
    public Executor executor(boolean waiting) {
        return switch (this) {
            case AUTO -> (waiting ? VIRTUAL : KERNEL).executor(waiting);
            case KERNEL ->
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE.toSeconds(),
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("session").factory());
            case VIRTUAL -> Thread.ofVirtual().name("session")::start;
        };
    }
}
