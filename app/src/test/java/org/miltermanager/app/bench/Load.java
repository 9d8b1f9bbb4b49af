package org.miltermanager.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What a mail server with several SMTP processes got done.
 *
 * @param sessions how many
 * @param took from the first session's begin to the last one's end
 * @param median of what a session took
 */
record Load(int sessions, Duration took, Duration median) {
    /** Sessions one after another in each of some processes, for a time. */
    static Load during(Duration time, int processes, MailServer server, Mail mail)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return run(() -> System.nanoTime() < end, processes, server, mail);
    }

    /** So many sessions in all. */
    static Load of(int sessions, int processes, MailServer server, Mail mail) throws IOException, InterruptedException {
        var left = new AtomicInteger(sessions);
        return run(() -> left.getAndDecrement() > 0, processes, server, mail);
    }

    private static Load run(BooleanSupplier another, int processes, MailServer server, Mail mail)
            throws IOException, InterruptedException {
        Callable<List<Duration>> process = () -> {
            var latencies = new ArrayList<Duration>();
            while (another.getAsBoolean()) {
                long start = System.nanoTime();
                server.serve(mail);
                latencies.add(Duration.ofNanos(System.nanoTime() - start));
            }
            return latencies;
        };
        long start = System.nanoTime();
        var latencies = new ArrayList<Duration>();
        try (var threads = Executors.newFixedThreadPool(processes)) {
            for (Future<List<Duration>> done : threads.invokeAll(Collections.nCopies(processes, process))) {
                latencies.addAll(done.get());
            }
        } catch (ExecutionException failed) {
            throw new IOException("a session failed: " + failed.getCause(), failed);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Collections.sort(latencies);
        return new Load(latencies.size(), took, latencies.get(latencies.size() / 2));
    }

    double perSecond() {
        return sessions * 1e9 / took.toNanos();
    }

    double medianMillis() {
        return median.toNanos() / 1e6;
    }
}
