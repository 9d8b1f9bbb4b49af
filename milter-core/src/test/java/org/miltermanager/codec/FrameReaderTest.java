package org.miltermanager.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Octets;

class FrameReaderTest {
    private static final int ONE_MIB = 1024 * 1024 + 1;
    private static final String SESSION =
            "\0\0\0\3Hx\0" + "\0\0\0\1T" + "\0\0\0\5LA\0b\0" + "\0\0\0\3Bhi" + "\0\0\0\1Q";
    private static final List<Command> COMMANDS =
            List.of(new Helo("x"), Mark.DATA, new Header("A", "b"), new BodyChunk(Octets.of("hi")), Control.QUIT);

    private final FrameReader<Command> reader = new FrameReader<>(ONE_MIB, MilterCodec::decodeCommand);

    @AfterEach
    void release() {
        reader.release();
    }

    @Test
    void takesFramesThatCameGluedTogether() throws IOException {
        var channel = channel(SESSION);

        var commands = readAll(channel, COMMANDS.size());

        assertEquals(COMMANDS, commands);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void takesFramesThatCameInPieces(int size) throws IOException {
        var channel = inPieces(channel(SESSION), size);

        var commands = readAll(channel, COMMANDS.size());

        assertEquals(COMMANDS, commands);
    }

    @Test
    void takesFramesOfAllSizesOneAfterAnother() throws IOException {
        var sizes = List.of(1, 505, 506, 507, 508, 509, 65_535, 3, 16_380, 16_379, 16_381, 100_000, 0, 1_048_576);
        var wire = new StringBuilder();
        sizes.forEach(size -> wire.append(Packets.length(size + 1)).append('B').append("x".repeat(size)));
        var channel = channel(wire.toString());

        var chunks = readAll(channel, sizes.size());

        assertEquals(
                sizes,
                chunks.stream()
                        .map(chunk -> ((BodyChunk) chunk).content().length())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 511, 512, 513, 1_000, 16_383, 16_384, 16_385})
    void takesFramesThatEndAnywhereInThePieces(int size) throws IOException {
        var headers = new StringBuilder();
        var expected = new ArrayList<Command>();
        for (int length = 0; length < 400; length++) {
            headers.append(Packets.length(4 + length))
                    .append("LA\0")
                    .append("x".repeat(length))
                    .append('\0');
            expected.add(new Header("A", "x".repeat(length)));
        }

        var commands = readAll(inPieces(channel(headers.toString()), size), 400);

        assertEquals(expected, commands);
    }

    @Test
    void tellsThatThePeerSpokeOutOfTurn() throws IOException {
        var channel = channel("\0\0\0\1T\0");

        reader.read(channel);

        assertTrue(reader.pending());
    }

    @Test
    void hasNothingPendingAfterTheLastFrame() throws IOException {
        var channel = channel("\0\0\0\1T");

        reader.read(channel);

        assertFalse(reader.pending());
    }

    @Nested
    class Refuses {
        @Test
        void refusesAFrameOfLengthZero() {
            var failure = refusal("\0\0\0\0\0\0\0\0");

            assertEquals("packet: got length 0, expected 1 to 1048577", failure.getMessage());
        }

        @Test
        void refusesAFrameOfFourGibibytesWithoutTakingMemoryForIt() {
            var failure = refusal("\u00FF\u00FF\u00FF\u00FFc");

            assertEquals("packet: got length 4294967295, expected 1 to 1048577", failure.getMessage());
        }

        @Test
        void refusesOneOctetBeyondTheLimit() {
            var failure = refusal("\0\20\0\2B");

            assertEquals("packet: got length 1048578, expected 1 to 1048577", failure.getMessage());
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP/1.1 400 Bad Request", "PING", "220 mail.example.com ESMTP"})
        void showsTheTextOfAPeerThatIsNoMilter(String greeting) {
            var failure = refusal(greeting);

            assertTrue(String.valueOf(failure.getMessage()).contains("the text \"" + greeting.substring(0, 4) + "\""));
        }

        private MalformedPacket refusal(String wire) {
            return assertThrows(MalformedPacket.class, () -> reader.read(channel(wire)));
        }
    }

    @Nested
    class AtTheEnd {
        @Test
        void saysThatTheConnectionWasClosedBetweenFrames() throws IOException {
            var channel = channel("\0\0\0\1T");
            reader.read(channel);

            var end = assertThrows(EOFException.class, () -> reader.read(channel));

            assertEquals("connection closed", end.getMessage());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6})
        void saysThatTheConnectionWasClosedWithinAFrame(int octets) {
            var channel = channel("\0\0\0\3Hx\0".substring(0, octets));

            var end = assertThrows(EOFException.class, () -> reader.read(channel));

            int expected = octets < 4 ? 4 : 7;
            assertEquals(
                    "connection closed within a packet: got " + octets + " octets, expected " + expected,
                    end.getMessage());
        }
    }

    @Nested
    class Memory {
        private final List<Integer> offered = new ArrayList<>();

        @Test
        void isSmallAgainAfterALargeFrame() throws IOException {
            var channel = watched(Packets.length(65_536) + "B" + "x".repeat(65_535) + "\0\0\0\1T");
            reader.read(channel);

            reader.read(channel);

            assertEquals(512, offered.getLast());
        }

        @Test
        void isOfferedWholeForEveryFrame() throws IOException {
            var channel = watched(inPieces(channel("\0\0\0\1T".repeat(200)), 5));

            for (int i = 0; i < 200; i++) {
                reader.read(channel);
            }

            assertEquals(Set.of(512), Set.copyOf(offered));
        }

        @Test
        void growsForAPeerThatHasMoreToSay() throws IOException {
            var channel = watched("\0\0\0\5LA\0b\0".repeat(1_000));

            readAll(channel, 1_000);

            assertTrue(offered.size() < 5, offered.toString());
        }

        private ReadableByteChannel watched(String wire) {
            return watched(channel(wire));
        }

        private ReadableByteChannel watched(ReadableByteChannel whole) {
            return new Pieces(whole, size -> {
                offered.add(size);
                return size;
            });
        }
    }

    private List<Command> readAll(ReadableByteChannel channel, int count) throws IOException {
        var commands = new ArrayList<Command>();
        for (int i = 0; i < count; i++) {
            commands.add(reader.read(channel));
        }
        return commands;
    }

    private static ReadableByteChannel channel(String wire) {
        return Channels.newChannel(new ByteArrayInputStream(Packets.bytes(wire)));
    }

    private static ReadableByteChannel inPieces(ReadableByteChannel whole, int size) {
        return new Pieces(whole, room -> Math.min(size, room));
    }

    /** A channel that fills less of a buffer than it could. */
    private record Pieces(ReadableByteChannel whole, IntUnaryOperator size) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            var piece = target.slice(target.position(), size.applyAsInt(target.remaining()));
            int count = whole.read(piece);
            target.position(target.position() + Math.max(count, 0));
            return count;
        }

        @Override
        public boolean isOpen() {
            return whole.isOpen();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
