package org.miltermanager.milters.jilter;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Patience;
import org.miltermanager.milters.OwnThread;

/**
 * One instance of a handler on a thread of its own, as jilter runs it.
 *
 * <p>Called by one thread at a time, but for {@link #progress} and {@link #interrupt}.
 */
final class Callbacks {
    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private final HandlerClass handler;
    private final OwnThread thread;
    private volatile @Nullable Object instance;

    Callbacks(HandlerClass handler, Duration deadline) {
        this.handler = handler;
        this.thread = new OwnThread(handler.name(), handler.loader(), deadline);
    }

    /** @throws MilterFailure if the handler cannot be made in time */
    void create(Patience patience) {
        thread.call("constructor", patience, callable(() -> instance = handler.instance()));
    }

    HandlerClass handler() {
        return handler;
    }

    /** @throws MilterFailure if the handler throws, or does not return in time */
    @Nullable
    Object call(String callback, Patience patience, Class<?>[] types, @Nullable Object... arguments) {
        return thread.call(callback, patience, callable(() -> handler.call(made(), callback, types, arguments)));
    }

    /** A number that the handler tells of itself. */
    int number(String callback, Patience patience) {
        return call(callback, patience, new Class<?>[0]) instanceof Integer number ? number : 0;
    }

    /** The handler says that it is still at work: its time begins anew. */
    void progress() {
        thread.progress();
    }

    /** Nobody waits any more. */
    void interrupt() {
        thread.interrupt();
    }

    /** A callback whose status means nothing to jilter, behind those that still run: nobody waits for it. */
    void tell(String callback) {
        thread.tell(callable(() -> instance == null ? null : handler.call(instance, callback, new Class<?>[0])));
    }

    /** The handler's last callback; then its thread ends. */
    void end() {
        tell("close");
        thread.end();
    }

    private Object made() {
        return Objects.requireNonNull(instance, "nothing is called before create");
    }

    private static Callable<@Nullable Object> callable(Call call) {
        return () -> {
            try {
                return call.run();
            } catch (Exception | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new ExecutionException(thrown);
            }
        };
    }
}
