package org.miltermanager.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.miltermanager.wire.GarbledReply;
import org.miltermanager.wire.Negotiate;

/**
 * Whatever octets come, they are a value or a {@link MalformedPacket}, soon and in bounded memory; and a value that was written and read
 * again is the same. {@code -Dcodec.seconds=60} goes on for a minute for each direction and kind of octets.
 */
class AnyOctetsTest {
    private static final long SEED = 20_261_121;
    private static final int PACKETS = 100_000;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("codec.seconds", 0));

    static final List<Direction<?>> DIRECTIONS = List.of(
            new Direction<>("to the milter", Sample.COMMANDS, MilterCodec::decodeCommand, MilterCodec::encode),
            new Direction<>("to the mail server", Sample.REPLIES, MilterCodec::decodeReply, MilterCodec::encode));

    @ParameterizedTest
    @FieldSource("DIRECTIONS")
    void everyPacketMayBeCutAtEveryOctet(Direction<?> direction) {
        for (byte[] packet : direction.packets()) {
            for (int length = 0; length < packet.length; length++) {
                direction.check(Arrays.copyOf(packet, length), "cut");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("DIRECTIONS")
    void everyPacketMayBeAnyOctetsAtAll(Direction<?> direction) {
        var octets = new RandomPackets(direction.packets());
        forManySeeds(seed -> direction.check(octets.random(new SplittableRandom(seed)), "seed " + seed));
    }

    @ParameterizedTest
    @FieldSource("DIRECTIONS")
    void everyPacketMayBeARealOneThatWasDamaged(Direction<?> direction) {
        var octets = new RandomPackets(direction.packets());
        forManySeeds(seed -> direction.check(octets.damaged(new SplittableRandom(seed)), "seed " + seed));
    }

    @ParameterizedTest
    @FieldSource("DIRECTIONS")
    void aLongPacketTakesMemoryInProportion(Direction<?> direction) {
        int size = 64 * 1024;
        for (String filling : List.of("\0", "a\0", "550 a\n", "\0\0\0\1a\0")) {
            for (int code = 0; code < 256; code++) {
                byte[] packet = Packets.bytes((char) code + filling.repeat(size / filling.length()));

                long before = allocated();
                direction.decode(Unpooled.wrappedBuffer(packet), "code " + code);
                long taken = allocated() - before;

                assertTrue(taken < 64L * size, "code " + code + " took " + taken + " octets for one of " + size);
            }
        }
    }

    private static void forManySeeds(LongConsumer check) {
        long start = System.nanoTime();
        for (long i = 0; i < PACKETS || System.nanoTime() - start < NANOS; i++) {
            check.accept(SEED + i);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** A decoder, with the encoder of what it decodes, and packets to begin with. */
    record Direction<T>(
            String name, List<Sample<T>> samples, Function<ByteBuf, T> decoder, BiConsumer<T, ByteBuf> encoder) {
        List<byte[]> packets() {
            return samples.stream().map(Sample::packet).toList();
        }

        void check(byte[] packet, String how) {
            decode(Unpooled.wrappedBuffer(packet), how)
                    .filter(Direction::staysItself)
                    .ifPresent(value -> checkAgain(value, how));
        }

        private void checkAgain(T value, String how) {
            var out = Unpooled.buffer();
            encoder.accept(value, out);
            int length = out.readInt();
            assertEquals(out.readableBytes(), length, how);
            assertEquals(Optional.of(value), decode(out, how), how);
        }

        Optional<T> decode(ByteBuf packet, String how) {
            var octets = packet.duplicate();
            try {
                T value = decoder.apply(packet);
                assertEquals(0, packet.readableBytes(), how);
                return Optional.of(value);
            } catch (MalformedPacket _) {
                return Optional.empty();
            } catch (RuntimeException | StackOverflowError failure) {
                return fail(how + ": " + ByteBufUtil.hexDump(octets), failure);
            }
        }

        /** A garbled reply becomes a ruling, and an offer of nothing is read as one of version 1. */
        private static boolean staysItself(Object value) {
            return switch (value) {
                case GarbledReply _ -> false;
                case Negotiate offer ->
                    !offer.actions().isEmpty() && !offer.steps().isEmpty();
                default -> true;
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
