package org.miltermanager.milters.jilter;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Patience;

/**
 * One instance of a handler on a thread of its own, as jilter runs it: a handler that never returns costs its own session, which goes on
 * when the time is over, and no other.
 *
 * <p>Called by one thread at a time, but for {@link #progress} and {@link #interrupt}.
 */
final class Callbacks {
    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private static final Duration FOREVER = Duration.ofDays(1);

    private final HandlerClass handler;
    private final Duration deadline;
    private final ExecutorService thread;
    private final AtomicBoolean progress = new AtomicBoolean();
    private volatile @Nullable Future<?> running;
    private volatile @Nullable Object instance;
    private volatile boolean interrupted;

    Callbacks(HandlerClass handler, Duration deadline) {
        this.handler = handler;
        this.deadline = deadline;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .daemon()
                .name("jilter " + handler.handler().getDeclaringClass().getSimpleName())
                .factory());
    }

    /** @throws MilterFailure if the handler cannot be made in time */
    void create(Patience patience) {
        await("constructor", patience, () -> instance = handler.instance());
    }

    HandlerClass handler() {
        return handler;
    }

    /** @throws MilterFailure if the handler throws, or does not return in time */
    @Nullable
    Object call(String callback, Patience patience, Class<?>[] types, @Nullable Object... arguments) {
        return await(callback, patience, () -> handler.call(made(), callback, types, arguments));
    }

    /** A number that the handler tells of itself. */
    int number(String callback, Patience patience) {
        return call(callback, patience, new Class<?>[0]) instanceof Integer number ? number : 0;
    }

    /** The handler says that it is still at work: its time begins anew, as long as the mail server waits at all. */
    void progress() {
        progress.set(true);
    }

    /** Nobody waits any more, neither for what is called now nor for anything after it. */
    void interrupt() {
        interrupted = true;
        Future<?> call = running;
        if (call != null) {
            call.cancel(true);
        }
    }

    /** A callback whose status means nothing to jilter, behind those that still run: nobody waits for it. */
    void tell(String callback) {
        thread.execute(() -> {
            try {
                inOwnWorld(() -> instance == null ? null : handler.call(instance, callback, new Class<?>[0]));
            } catch (Exception | LinkageError _) {
                // Whatever it throws: the message, or the session, is over for everybody else.
            }
        });
    }

    /** The handler's last callback; then its thread ends. */
    void end() {
        tell("close");
        thread.shutdown();
    }

    private Object made() {
        return Objects.requireNonNull(instance, "nothing is called before create");
    }

    private @Nullable Object await(String callback, Patience patience, Call call) {
        Future<@Nullable Object> result = thread.submit(() -> inOwnWorld(call));
        running = result;
        if (interrupted) {
            result.cancel(true);
        }
        try {
            return await(callback, patience, result);
        } catch (ExecutionException e) {
            throw failure(callback, "threw " + e.getCause(), e.getCause());
        } catch (CancellationException e) {
            throw failure(callback, "was interrupted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(callback, "was interrupted", e);
        }
    }

    private @Nullable Object await(String callback, Patience patience, Future<@Nullable Object> result)
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
        result.cancel(true);
        throw failure(callback, "did not return within " + limit.toMillis() + " ms", null);
    }

    /** Handlers look classes up by their thread's loader. */
    private @Nullable Object inOwnWorld(Call call) throws Exception {
        Thread.currentThread().setContextClassLoader(handler.loader());
        try {
            return call.run();
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new ExecutionException(thrown);
        }
    }

    private MilterFailure failure(String callback, String what, @Nullable Throwable cause) {
        return new MilterFailure(handler.name() + "." + callback + " " + what, cause);
    }
}
