package org.miltermanager.app.mta;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Many sessions of the same mail, some at a time.
 *
 * @param answers in no particular order
 * @param took from the begin of the first to the end of the last
 */
public record Burst(List<Answer> answers, Duration took) {
    public Burst {
        answers = List.copyOf(answers);
    }

    /**
     * Runs them, and returns when all are over.
     *
     * @param session plays one; called by several threads at a time
     * @param count how many in all, at least 1
     * @param concurrency how many at a time, at least 1
     * @param progress told how many are over, by any of the threads
     */
    public static Burst of(Supplier<Answer> session, int count, int concurrency, IntConsumer progress)
            throws InterruptedException {
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        var begun = new AtomicInteger();
        Runnable one = () -> {
            while (begun.getAndIncrement() < count) {
                answers.add(session.get());
                progress.accept(answers.size());
            }
        };
        long start = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < Math.min(concurrency, count); i++) {
            threads.add(Thread.startVirtualThread(one));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Burst(answers, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The milter could not be talked to. */
    public List<Answer> failed() {
        return answers.stream().filter(answer -> answer.failure().isPresent()).toList();
    }

    /** The time below which a share of all answers was: 0.5 for the median, 1 for the slowest. In seconds. */
    public double quantile(double share) {
        long[] nanos =
                answers.stream().mapToLong(answer -> answer.took().toNanos()).toArray();
        Arrays.sort(nanos);
        int rank = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.clamp(rank, 0, nanos.length - 1)] / 1e9;
    }

    /** Answers in a second. */
    public double throughput() {
        return answers.size() / (took.toNanos() / 1e9);
    }
}
