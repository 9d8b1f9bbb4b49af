package org.miltermanager.milters.greylist.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.mta.PostfixInstance;
import org.miltermanager.fixtures.redis.NeedsRedis;
import org.miltermanager.fixtures.redis.RedisServer;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.MovedClock;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.ServerAddress;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** The ways in which servers are run: with a password, TLS, Sentinel, as a Cluster. */
@NeedsRedis
class RedisKindsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pace PACE = new Pace(Duration.ofMinutes(10), Duration.ofDays(5), Duration.ofDays(7), 5, 2);

    @TempDir
    private Path directory = Path.of("");

    private final MovedClock clock = new MovedClock();
    private final List<String> remarks = new CopyOnWriteArrayList<>();

    private RedisStore open(String uri, Optional<Path> password, Optional<Path> authority) {
        return RedisStore.open(
                new StorePlace.Server(ServerAddress.parse(uri), password, authority, "p:", Duration.ofSeconds(5)),
                clock,
                remarks::add);
    }

    private static Triplet triplet(int number) {
        return new Triplet("192.0." + number + ".0/24", number + "@one.example", "b@example.com");
    }

    /** Of several networks, which are on several servers of a cluster. */
    private void assertRemembers(RedisStore store) throws InterruptedException {
        awaitAnswer(store);
        for (int number = 0; number < 20; number++) {
            assertEquals(new Decision.Wait(PACE.delay()), store.attempt(triplet(number), PACE), remarks::toString);
        }
        clock.pass(PACE.delay());
        assertEquals(new Decision.Waited(PACE.delay()), store.attempt(triplet(7), PACE));
        assertEquals(20, store.counts().waiting() + store.counts().passed());
        assertEquals(20 + 2, store.delete(Selection.ALL));
    }

    private void awaitAnswer(RedisStore store) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                store.counts();
                return;
            } catch (StoreLost notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ": " + Files.readString(directory.resolve("output")));
        }
    }

    @Test
    void aPasswordStandsInTheUriOrInAFile() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        try (var server = RedisServer.start("--requirepass", "s3cret");
                var inUri = open("redis://:s3cret@127.0.0.1:" + server.port(), Optional.empty(), Optional.empty());
                var inFile = open(server.uri(), Optional.of(file), Optional.empty());
                var without = open(server.uri(), Optional.empty(), Optional.empty())) {
            assertRemembers(inUri);
            assertRemembers(inFile);
            var refused = assertThrows(StoreLost.class, () -> without.attempt(triplet(1), PACE));
            assertEquals(true, String.valueOf(refused.getMessage()).contains("NOAUTH"), refused::getMessage);
        }
    }

    @Test
    void aNameInTheUriHasThePasswordOfTheFile() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        try (var server = RedisServer.start(
                        "--requirepass", "another", "--user", "mail", "on", ">s3cret", "~*", "&*", "+@all");
                var store = open("redis://mail:@127.0.0.1:" + server.port(), Optional.of(file), Optional.empty())) {
            assertRemembers(store);
        }
    }

    @Test
    void tlsIsTrustedByAnAuthorityOfOnesOwn() throws IOException, InterruptedException {
        run(("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key -out cert -subj /CN=localhost"
                        + " -addext subjectAltName=IP:127.0.0.1,DNS:localhost")
                .split(" "));
        int port = PostfixInstance.freePorts(1).getFirst();
        String cert = directory.resolve("cert").toString();
        try (var server = RedisServer.startAt(
                        port,
                        "--tls-port",
                        Integer.toString(port),
                        "--port",
                        "0",
                        "--tls-cert-file",
                        cert,
                        "--tls-key-file",
                        directory.resolve("key").toString(),
                        "--tls-ca-cert-file",
                        cert,
                        "--tls-auth-clients",
                        "no");
                var trusting =
                        open("rediss://127.0.0.1:" + server.port(), Optional.empty(), Optional.of(Path.of(cert)));
                var doubting = open("rediss://127.0.0.1:" + server.port(), Optional.empty(), Optional.empty())) {
            assertRemembers(trusting);
            assertThrows(StoreLost.class, () -> doubting.attempt(triplet(1), PACE));
        }
    }

    @Test
    void sentinelsTellWhereTheServerIs() throws IOException, InterruptedException {
        int port = PostfixInstance.freePorts(1).getFirst();
        try (var server = RedisServer.start()) {
            Path sentinel = Files.writeString(
                    directory.resolve("sentinel"), "sentinel monitor mail 127.0.0.1 " + server.port() + " 1\n");
            try (var watching = RedisServer.startAt(port, sentinel.toString(), "--sentinel");
                    var store = open(
                            "redis-sentinel://127.0.0.1:" + watching.port() + "/0?sentinelMasterId=mail",
                            Optional.empty(),
                            Optional.empty())) {
                assertRemembers(store);
            }
        }
    }

    @Test
    void aSentinelThatDoesNotAnswerIsAway() throws IOException, InterruptedException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var _ = open(
                        "redis-sentinel://127.0.0.1:" + silent.getLocalPort() + "/0?sentinelMasterId=mail",
                        Optional.empty(),
                        Optional.empty())) {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (remarks.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertEquals(1, remarks.size(), remarks::toString);
        }
    }

    /** Each server learns from the others by and by that the cluster is complete. */
    private void awaitCluster(RedisServer server) throws IOException, InterruptedException {
        run("sh", "-c", "until redis-cli -p " + server.port() + " cluster info | grep -q state:ok; do sleep 0.1; done");
    }

    @Test
    void aClusterKeepsANetworkOnOneOfItsServers() throws IOException, InterruptedException {
        try (var one = RedisServer.start("--cluster-enabled", "yes");
                var two = RedisServer.start("--cluster-enabled", "yes");
                var three = RedisServer.start("--cluster-enabled", "yes")) {
            run(
                    "redis-cli",
                    "--cluster",
                    "create",
                    "127.0.0.1:" + one.port(),
                    "127.0.0.1:" + two.port(),
                    "127.0.0.1:" + three.port(),
                    "--cluster-yes");
            for (RedisServer server : List.of(one, two, three)) {
                awaitCluster(server);
            }
            try (var store = open(
                    "redis-cluster://127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port(),
                    Optional.empty(),
                    Optional.empty())) {
                assertRemembers(store);
            }
        }
    }
}
