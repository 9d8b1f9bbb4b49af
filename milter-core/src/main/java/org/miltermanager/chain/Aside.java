package org.miltermanager.chain;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What one milter does on a thread of its own, aside from the session's. */
final class Aside<T> {
    private final FutureTask<T> work;

    /** Begins it. */
    Aside(String milter, Supplier<T> work) {
        this.work = new FutureTask<>(work::get);
        Thread.ofVirtual().name(milter).start(this.work);
    }

    boolean isDone() {
        return work.isDone();
    }

    /**
     * Waits for its end.
     *
     * @return false where it has not come in that time
     */
    boolean endsWithin(Duration time) {
        try {
            work.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillAtWork) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException ended) {
            return true;
        }
        return true;
    }

    /**
     * Waits for what came of it, which is there at the latest when the milter's deadline has passed.
     *
     * @throws RuntimeException what the work ended in; or an {@link Error}
     */
    T join() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException ended) {
            if (ended.getCause() instanceof Error cause) {
                throw cause;
            }
            throw ended.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(ended);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
