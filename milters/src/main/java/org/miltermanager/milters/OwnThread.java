package org.miltermanager.milters;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Patience;

/**
 * Calls other people's code in one session, on a thread of its own: a call that never returns costs its own session, which goes on when the
 * time is over, and no other. Such a call goes on in the background, unless it minds being interrupted.
 *
 * <p>Called by one thread at a time, but for {@link #progress} and {@link #interrupt}.
 */
public final class OwnThread {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final String owner;
    private final ClassLoader loader;
    private final Duration deadline;
    private final ExecutorService thread;
    private final AtomicBoolean progress = new AtomicBoolean();
    private volatile @Nullable Future<?> running;
    private volatile boolean interrupted;

    /**
     * A thread that does nothing yet.
     *
     * @param owner whose code it is, for failures and the name of the thread
     * @param loader by which that code looks classes up
     * @param deadline for each call
     */
    public OwnThread(String owner, ClassLoader loader, Duration deadline) {
        this.owner = owner;
        this.loader = loader;
        this.deadline = deadline;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(owner).factory());
    }

    /**
     * Calls and waits for the result.
     *
     * @param name what is called, for failures
     * @throws MilterFailure if it throws, or does not return in time
     * @throws CancellationException if it throws that: what it was called for is given up
     */
    public <T extends @Nullable Object> T call(String name, Patience patience, Callable<T> code) {
        return call(name, patience, code, late -> {});
    }

    /**
     * Calls and waits for a result that somebody has to dispose of.
     *
     * @param name what is called, for failures
     * @param late is given the result where nobody waits for it any more; it does not wait for anything itself
     * @throws MilterFailure if it throws, or does not return in time
     * @throws CancellationException if it throws that: what it was called for is given up
     */
    public <T extends @Nullable Object> T call(
            String name, Patience patience, Callable<T> code, Consumer<? super T> late) {
        var result = new Result<T>(() -> inOwnWorld(code), late);
        thread.execute(result);
        running = result;
        if (interrupted) {
            result.cancel(true);
        }
        try {
            return await(name, patience, result);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case MilterFailure told -> told;
                case CancellationException givenUp -> givenUp;
                case null, default -> failure(name, "threw " + e.getCause(), e.getCause());
            };
        } catch (CancellationException e) {
            throw failure(name, "was interrupted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.giveUp();
            throw failure(name, "was interrupted", e);
        }
    }

    /** A result that is not lost when nobody waits for it any more. */
    private static final class Result<T extends @Nullable Object> extends FutureTask<T> {
        private final Consumer<? super T> late;

        Result(Callable<T> code, Consumer<? super T> late) {
            super(code);
            this.late = late;
        }

        @Override
        protected void set(T result) {
            super.set(result);
            if (isCancelled()) {
                dispose(result);
            }
        }

        /** Whoever waited does so no more. */
        void giveUp() {
            if (!cancel(true) && state() == State.SUCCESS) {
                dispose(resultNow());
            }
        }

        private void dispose(T result) {
            try {
                late.accept(result);
            } catch (RuntimeException | LinkageError _) {
                // It is over for everybody else.
            }
        }
    }

    private <T extends @Nullable Object> T await(String name, Patience patience, Future<T> result)
            throws ExecutionException, InterruptedException {
        Duration limit = patience.limit(deadline);
        long end = System.nanoTime() + patience.limit(FOREVER).toNanos();
        do {
            try {
                return result.get(Math.min(limit.toNanos(), end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // Unless it said that it is at work, the time is over.
            }
        } while (progress.getAndSet(false) && System.nanoTime() - end < 0);
        if (!result.cancel(true)) {
            return result.get(); // it came in this very moment
        }
        throw failure(name, "did not return within " + limit.toMillis() + " ms", null);
    }

    /** Calls, behind what still runs; nobody waits for it. What it throws is of no consequence. */
    public void tell(Callable<?> code) {
        thread.execute(() -> {
            try {
                inOwnWorld(code);
            } catch (Exception | LinkageError _) {
                // The message, or the session, is over for everybody else.
            }
        });
    }

    /** The code says that it is still at work: its time begins anew, as long as the mail server waits at all. */
    public void progress() {
        progress.set(true);
    }

    /** Nobody waits any more, neither for what is called now nor for anything after it. */
    public void interrupt() {
        interrupted = true;
        Future<?> call = running;
        if (call != null) {
            call.cancel(true);
        }
    }

    /** The thread ends behind what it was given. */
    public void end() {
        thread.shutdown();
    }

    private <T extends @Nullable Object> T inOwnWorld(Callable<T> code) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        return code.call();
    }

    private MilterFailure failure(String name, String what, @Nullable Throwable cause) {
        return new MilterFailure(owner + "." + name + " " + what, cause);
    }
}
