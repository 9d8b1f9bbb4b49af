package org.miltermanager.milters.greylist.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.redis.NeedsRedis;
import org.miltermanager.fixtures.redis.RedisServer;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.GreylistStoreContract;
import org.miltermanager.milters.greylist.store.ServerAddress;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.StorePlace;

@NeedsRedis
class RedisStoreTest extends GreylistStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static RedisServer server;
    private static int stores;

    private final List<String> remarks = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected GreylistStore open(InstantSource clock) {
        stores++;
        return open(server.uri(), "test [" + stores + "]:");
    }

    private RedisStore open(String uri, String prefix) {
        RedisStore store = RedisStore.open(
                new StorePlace.Server(
                        ServerAddress.parse(uri), Optional.empty(), Optional.empty(), prefix, Duration.ofMillis(500)),
                clock,
                remarks::add);
        answered(store::counts);
        remarks.clear(); // a slow machine connects late
        return store;
    }

    @Test
    void storesOnOneServerShareTheirView() {
        try (var one = open(server.uri(), "shared:");
                var other = open(server.uri(), "shared:")) {
            one.attempt(TRIPLET, PACE);
            clock.pass(PACE.delay());

            assertEquals(new Decision.Waited(PACE.delay()), other.attempt(TRIPLET, PACE));
            assertEquals(new Decision.White(TRIPLET), one.attempt(TRIPLET, PACE));
        }
    }

    @Test
    void aServerThatIsGoneFailsAtOnceAndItsReturnIsNoticed() throws IOException, InterruptedException {
        try (var mortal = RedisServer.start();
                var store = open(mortal.uri(), "p:")) {
            store.attempt(TRIPLET, PACE);
            mortal.kill();
            assertThrows(StoreLost.class, () -> store.attempt(TRIPLET, PACE));
            long begin = System.nanoTime();
            for (int round = 0; round < 100; round++) {
                assertThrows(StoreLost.class, () -> store.attempt(TRIPLET, PACE));
            }
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(1).toNanos());

            mortal.startAgain();

            assertEquals(new Decision.Wait(PACE.delay()), returned(store));
            assertEquals(2, remarks.size(), remarks::toString);
            assertTrue(remarks.getFirst().contains(" is away: "), remarks::toString);
            assertTrue(remarks.getLast().endsWith(" is there again"), remarks::toString);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedNowAndThen() throws IOException, InterruptedException {
        try (var frozen = RedisServer.start();
                var store = open(frozen.uri(), "p:")) {
            frozen.freeze();
            long begin = System.nanoTime();
            for (int round = 0; round < 100; round++) {
                assertThrows(StoreLost.class, () -> store.attempt(TRIPLET, PACE));
            }
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(3).toNanos());

            frozen.thaw();

            returned(store);
        }
    }

    @Test
    void aServerThatComesLaterIsFound() throws IOException, InterruptedException {
        try (var late = RedisServer.start()) {
            late.kill();
            try (var store = RedisStore.open(
                    new StorePlace.Server(
                            ServerAddress.parse(late.uri()),
                            Optional.empty(),
                            Optional.empty(),
                            "p:",
                            Duration.ofMillis(500)),
                    clock,
                    remarks::add)) {
                assertThrows(StoreLost.class, () -> store.attempt(TRIPLET, PACE));

                late.startAgain();

                assertEquals(new Decision.Wait(PACE.delay()), returned(store));
            }
        }
    }

    private static Decision returned(RedisStore store) {
        return answered(() -> store.attempt(TRIPLET, PACE));
    }

    private static <T> T answered(Supplier<T> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (StoreLost notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }
}
