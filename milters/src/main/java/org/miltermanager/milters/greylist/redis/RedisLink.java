package org.miltermanager.milters.greylist.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milters.greylist.redis.RedisClients.Connected;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.StorePlace;

/**
 * The way to the server. While it is away, each question fails at once; its loss and its return are told once. Safe for use by any thread.
 */
final class RedisLink implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BEGIN = Duration.ofSeconds(2);

    private final StorePlace.Server place;
    private final Consumer<String> remarks;
    private final ClientResources resources = RedisClients.resources();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Thread connector;
    private volatile @Nullable Connected connected;
    private volatile @Nullable AbstractRedisClient client;
    private volatile String trouble = "not connected yet";
    private volatile long silentUntil = System.nanoTime();

    /** Connects, and waits for it a little: mail that comes meanwhile would find nothing remembered. */
    RedisLink(StorePlace.Server place, Consumer<String> remarks) {
        this.place = place;
        this.remarks = remarks;
        this.connector = Thread.ofPlatform().daemon().name("greylist server").start(this::connect);
        try {
            connector.join(BEGIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The library connects again by itself, but not for the first time. */
    private void connect() {
        try {
            while (connected == null) {
                if (!connectedNow()) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private boolean connectedNow() {
        try {
            AbstractRedisClient present = client;
            if (present == null) {
                present = RedisClients.client(place, resources);
                client = present;
            }
            connected = RedisClients.connect(present);
            found();
            return true;
        } catch (RuntimeException failure) { // whatever the library met: nobody else would try again
            trouble = reason(failure);
            lose(trouble);
            return false;
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws StoreLost if there is none within the deadline
     */
    <T> T ask(Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> question) {
        Connected present = connected;
        if (present == null || System.nanoTime() - silentUntil < 0) {
            throw new StoreLost(place + ": " + trouble);
        }
        try {
            T answer = question.apply(present.commands())
                    .toCompletableFuture()
                    .get(place.deadline().toNanos(), TimeUnit.NANOSECONDS);
            found();
            return answer;
        } catch (TimeoutException late) {
            silentUntil = System.nanoTime() + PAUSE.toNanos();
            trouble = "no answer within " + place.deadline().toMillis() + " ms";
            throw lose(new StoreLost(place + ": " + trouble, late));
        } catch (ExecutionException | CancellationException | RedisException failure) {
            throw lose(new StoreLost(place + ": " + reason(failure), failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreLost(place + ": interrupted while its answer was awaited", e);
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private StoreLost lose(StoreLost failure) {
        lose(String.valueOf(failure.getMessage()));
        return failure;
    }

    private void lose(String why) {
        if (!lost.getAndSet(true)) {
            remarks.accept(place + " is away: " + why);
        }
    }

    private void found() {
        if (lost.getAndSet(false)) {
            remarks.accept(place + " is there again");
        }
    }

    @Override
    public void close() {
        connector.interrupt();
        AbstractRedisClient present = client;
        if (present != null) {
            present.shutdown(Duration.ZERO, PAUSE);
        }
        resources.shutdown(0, PAUSE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(PAUSE.toMillis());
    }
}
