package org.miltermanager.conditions.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.condition.Lookup;

/** What a table costs that does not answer. */
class SilentServerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());

    private Lookup.Remote table(String scheme, int port) {
        var settings = new TableSettings(
                "t",
                scheme + "127.0.0.1:" + port + (scheme.startsWith("jdbc") ? "/mail" : ""),
                "(({key}))",
                "dc=example",
                "",
                Optional.<Path>empty(),
                DEADLINE,
                2);
        return (Lookup.Remote) settings.lookup(remarks::add);
    }

    private static Duration failureOf(List<CompletableFuture<Boolean>> answers) {
        long begin = System.nanoTime();
        answers.forEach(answer -> assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS)));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://", "jdbc:postgresql://"})
    void costsEachKeyTheDeadlineAndItsTurn(String scheme) throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Lookup.Remote table = table(scheme, silent.getLocalPort());

            Duration took = failureOf(IntStream.range(0, 100)
                    .mapToObj(i -> table.contains().apply("key" + i))
                    .toList());

            assertTrue(took.toSeconds() < 10, took + " " + remarks);
            assertEquals(1, remarks.size(), remarks::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://", "jdbc:postgresql://"})
    void isNotThere(String scheme) throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        Duration took = failureOf(List.of(table(scheme, port).contains().apply("key")));

        assertTrue(took.toSeconds() < 10, took + " " + remarks);
        assertTrue(remarks.getFirst().contains("refused"), remarks::toString);
    }
}
