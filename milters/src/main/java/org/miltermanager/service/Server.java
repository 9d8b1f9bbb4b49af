package org.miltermanager.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.miltermanager.transport.Endpoint;

/** One of the servers: how busy we keep it, and whether it failed lately. Safe for use by any thread. */
final class Server {
    private static final long NEVER = Long.MIN_VALUE;

    private final Endpoint endpoint;
    private final long avoided;
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicLong failedAt = new AtomicLong(NEVER);

    Server(Endpoint endpoint, Duration avoided) {
        this.endpoint = endpoint;
        this.avoided = avoided.toNanos();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Exchanges under way. */
    int busy() {
        return exchanges.get();
    }

    void begin() {
        exchanges.incrementAndGet();
    }

    void end() {
        exchanges.decrementAndGet();
    }

    void worked() {
        failedAt.set(NEVER);
    }

    void failed() {
        failedAt.set(System.nanoTime());
    }

    boolean isAvoided() {
        long failure = failedAt.get();
        return failure != NEVER && System.nanoTime() - failure < avoided;
    }
}
