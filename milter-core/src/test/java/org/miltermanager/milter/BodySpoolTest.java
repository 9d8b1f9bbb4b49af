package org.miltermanager.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Octets;

class BodySpoolTest {
    private static final MessageMemory PLENTY = new MessageMemory(Long.MAX_VALUE);

    @TempDir
    Path directory;

    /** Octets that are kept in memory: all, some, none. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 100_000, 0})
    void givesBackWhatItWasGivenHoweverItCame(long inMemory) {
        var random = new Random(1);
        for (int round = 0; round < 20; round++) {
            var expected = new ByteArrayOutputStream();
            try (var spool = new BodySpool(directory, inMemory, 1 << 24, PLENTY)) {
                for (int i = random.nextInt(8); i > 0; i--) {
                    byte[] part = new byte[random.nextInt(3) == 0 ? Message.CHUNK : random.nextInt(150_000)];
                    random.nextBytes(part);
                    spool.append(Octets.of(part.clone()));
                    expected.writeBytes(part);
                }

                assertEquals(latin1(expected.toByteArray()), joined(spool));
                assertEquals(latin1(expected.toByteArray()), joined(spool));
                assertEquals(expected.size(), spool.size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0})
    void hasChunksOfOneLengthButTheLast(long inMemory) {
        try (var spool = new BodySpool(directory, inMemory, 1 << 24, PLENTY)) {
            spool.append(Octets.of(new byte[Message.CHUNK + 1]));
            spool.append(Octets.of(new byte[Message.CHUNK]));
            var chunks = spool.chunks().iterator();

            assertEquals(Message.CHUNK, chunks.next().length());
            assertEquals(Message.CHUNK, chunks.next().length());
            assertEquals(1, chunks.next().length());
            assertFalse(chunks.hasNext());
            assertThrows(NoSuchElementException.class, chunks::next);
        }
    }

    @Test
    void leavesNoFileBehind() throws Exception {
        try (var spool = new BodySpool(directory, 0, 1 << 24, PLENTY);
                var files = Files.list(directory)) {
            spool.append(Octets.of(new byte[3 * Message.CHUNK]));

            assertTrue(files.findAny().isEmpty());
        }
    }

    @Test
    void refusesMoreThanItMayKeep() {
        try (var spool = new BodySpool(directory, 10, 12, PLENTY)) {
            spool.append(Octets.of("twelve octet"));
            var more = Octets.of("s");

            assertThrows(UncheckedIOException.class, () -> spool.append(more));
            assertEquals("twelve octet", joined(spool));
        }
    }

    @Test
    void saysWhereItCouldNotWrite() {
        try (var spool = new BodySpool(directory.resolve("missing"), Message.CHUNK, 1 << 24, PLENTY)) {
            spool.append(Octets.of(new byte[2 * Message.CHUNK]));
            var more = Octets.of("one more");

            var failure = assertThrows(UncheckedIOException.class, () -> spool.append(more));

            assertEquals(
                    "cannot keep the body in " + directory.resolve("missing") + ": there is no such directory",
                    failure.getMessage());
            assertEquals(2 * Message.CHUNK, joined(spool).length());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 100_000, 0})
    void isReadByOthersWhileItArrives(long inMemory) throws Exception {
        var random = new Random(2);
        for (int round = 0; round < 20; round++) {
            var expected = new ByteArrayOutputStream();
            try (var spool = new BodySpool(directory, inMemory, 1 << 24, PLENTY)) {
                var reading = CompletableFuture.supplyAsync(() -> joined(spool.arriving()));
                for (int i = random.nextInt(8); i > 0; i--) {
                    byte[] part = new byte[random.nextInt(3) == 0 ? Message.CHUNK : random.nextInt(150_000)];
                    random.nextBytes(part);
                    spool.append(Octets.of(part.clone()));
                    expected.writeBytes(part);
                }
                spool.complete();

                assertEquals(latin1(expected.toByteArray()), reading.get(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void givesEachChunkAsSoonAsItIsFollowedByMore() {
        try (var spool = new BodySpool(directory, 0, 1 << 24, PLENTY)) {
            var arriving = spool.arriving().iterator();
            spool.append(Octets.of(new byte[Message.CHUNK + 1]));

            assertEquals(Message.CHUNK, arriving.next().length());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0})
    void tellsThoseWhoReadThatItIsGivenUp(long inMemory) {
        var spool = new BodySpool(directory, inMemory, 1 << 24, PLENTY);
        spool.append(Octets.of(new byte[Message.CHUNK + 1]));
        var reading = CompletableFuture.supplyAsync(() -> joined(spool.arriving()));

        spool.close();

        var ended = assertThrows(ExecutionException.class, () -> reading.get(20, TimeUnit.SECONDS));
        assertInstanceOf(CancellationException.class, ended.getCause());
    }

    @Test
    void takesNoMoreMemoryThanIsLeftForAllBodies() {
        var shared = new MessageMemory(6L * Message.CHUNK);
        var body = Octets.of(new byte[4 * Message.CHUNK + 1]);
        try (var one = new BodySpool(directory, Long.MAX_VALUE, 1 << 24, shared);
                var other = new BodySpool(directory, Long.MAX_VALUE, 1 << 24, shared)) {
            one.append(body);
            other.append(body);

            assertFalse(shared.take(3L * Message.CHUNK + 1));
            assertEquals(body.length(), joined(one).length());
            assertEquals(body.length(), joined(other).length());
        }
        assertTrue(shared.take(6L * Message.CHUNK));
    }

    @Test
    void isReadToTheEndByOthersWhenItIsComplete() {
        try (var spool = new BodySpool(directory, 0, 1 << 24, PLENTY)) {
            spool.append(Octets.of("a line\r\n"));
            spool.complete();

            assertEquals("a line\r\n", joined(spool.arriving()));
        }
    }

    /** As a milter whose time is over. */
    @Test
    void isReadToTheEndByOthersWhereOneThatReadsIsInterrupted() throws Exception {
        try (var spool = new BodySpool(directory, 0, 1 << 24, PLENTY)) {
            spool.append(Octets.of(new byte[3 * Message.CHUNK]));
            var interrupted = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                joined(spool);
            });
            interrupted.join();

            assertEquals(3 * Message.CHUNK, joined(spool).length());
        }
    }

    private static String joined(BodySpool spool) {
        return joined(spool.chunks());
    }

    private static String joined(Iterable<Octets> chunks) {
        var all = new StringBuilder();
        chunks.forEach(chunk -> all.append(latin1(chunk)));
        return all.toString();
    }

    private static String latin1(Octets octets) {
        byte[] bytes = new byte[octets.length()];
        octets.copyTo(0, bytes, 0, bytes.length);
        return latin1(bytes);
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
