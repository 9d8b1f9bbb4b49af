package org.miltermanager.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.CommandCode;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Connect.Family;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

class CommandCodecTest {
    static final List<Sample<Command>> SAMPLES = Sample.COMMANDS;

    @Test
    void hasASampleOfEveryCommand() {
        var sampled = SAMPLES.stream().map(sample -> sample.value().code()).collect(Collectors.toSet());

        assertEquals(EnumSet.allOf(CommandCode.class), sampled);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void decodes(Sample<Command> sample) {
        var packet = Packets.buffer(sample.octets());

        var command = MilterCodec.decodeCommand(packet);

        assertEquals(sample.value(), command);
        assertFalse(packet.isReadable());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void encodes(Sample<Command> sample) {
        var out = Unpooled.buffer();

        MilterCodec.encode(sample.value(), out);

        assertArrayEquals(sample.frame(), ByteBufUtil.getBytes(out));
    }

    @Test
    void encodesBehindWhatIsThereAlready() {
        var out = Unpooled.buffer().writeByte('x');

        MilterCodec.encode(new Helo("y"), out);

        assertArrayEquals(Packets.bytes("x" + "\0\0\0\3Hy\0"), ByteBufUtil.getBytes(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\0", "a"})
    void writesAStringAsFarAsAPeerWouldReadIt(String name) {
        var out = Unpooled.buffer();

        MilterCodec.encode(new Helo(name), out);

        assertArrayEquals(Packets.bytes("\0\0\0\3Ha\0"), ByteBufUtil.getBytes(out));
    }

    @Test
    void writesAStringThatBeginsWithNulAsAnEmptyOne() {
        var out = Unpooled.buffer();

        MilterCodec.encode(new Helo("\0a"), out);

        assertArrayEquals(Packets.bytes("\0\0\0\2H\0"), ByteBufUtil.getBytes(out));
    }

    @ParameterizedTest
    @MethodSource("otherOctets")
    void refusesEveryOctetThatIsNoCommand(int octet) {
        var failure = refusal((char) octet + "rest\0");

        String shown = octet > ' ' && octet < 0x7F ? "'" + (char) octet + "'" : "0x%02X".formatted(octet);
        assertEquals("packet: got " + shown + ", expected a command (SMFIC_*)", failure.getMessage());
    }

    static IntStream otherOctets() {
        return IntStream.range(0, 256).filter(octet -> "ODCHMRTLNBEUAQK".indexOf(octet) < 0);
    }

    @Test
    void refusesAPacketWithoutOctets() {
        var failure = refusal("");

        assertEquals("packet: got 0 octets, expected the code of a command (1)", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D",
                "C",
                "Ch",
                "Ch\0",
                "Ch\0004x",
                "H",
                "Hx",
                "M",
                "Mx",
                "Mx\0y",
                "R",
                "Rx",
                "L",
                "Lx\0",
                "Lx\0y",
                "U",
                "Ux"
            })
    void refusesWhatIsCutOff(String packet) {
        var failure = refusal(packet);

        assertEquals(CommandCode.of(packet.charAt(0)).orElseThrow().wireName(), name(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tx", "Nx", "Ax", "Qx", "Kx", "Hx\0y\0", "Lx\0y\0z\0", "Ux\0y", "Ch\0004\0\31a\0b"})
    void refusesWhatIsLeftOver(String packet) {
        var failure = refusal(packet);

        assertEquals(CommandCode.of(packet.charAt(0)).orElseThrow().wireName(), name(failure));
    }

    @Nested
    class Connecting {
        @ParameterizedTest
        @CsvSource({"4,INET", "6,INET6", "L,UNIX", "U,UNKNOWN"})
        void takesAConnectionWithoutPortAndAddress(char octet, Family family) {
            var command = decode("Ch\0" + octet);

            assertEquals(new Connect("h", family, 0, ""), command);
        }

        @Test
        void takesAConnectionWithoutAddress() {
            var command = decode("Ch\0004" + "\0\31");

            assertEquals(new Connect("h", Family.INET, 25, ""), command);
        }

        @Test
        void ignoresWhatFollowsAnUnknownFamily() {
            var command = decode("Ch\0U" + "\0\31" + "something");

            assertEquals(new Connect("h", Family.UNKNOWN, 0, ""), command);
        }

        @Test
        void refusesAFamilyThatDoesNotExist() {
            var failure = refusal("Ch\0X" + "\0\31" + "a\0");

            assertEquals("SMFIC_CONNECT: got 'X', expected an address family (U, L, 4 or 6)", failure.getMessage());
        }
    }

    @Nested
    class Macros {
        @Test
        void ignoresANameWithoutAValue() {
            var command = decode("DM" + "i\0004XyZ\0" + "j\0");

            assertEquals(new DefineMacros(Stage.MAIL, List.of(new Macro("i", "4XyZ"))), command);
        }

        @Test
        void carriesACommandThatDoesNotExist() {
            var command = decode("D\u00FF" + "i\0x\0");

            assertEquals(new DefineMacros('\u00FF', List.of(new Macro("i", "x"))), command);
        }

        @Test
        void refusesAValueThatIsCutOff() {
            var failure = refusal("DM" + "i\0004XyZ");

            assertEquals(
                    "SMFIC_MACRO: got 4 octets without NUL, expected a macro name or value that ends in NUL",
                    failure.getMessage());
        }
    }

    private static Command decode(String packet) {
        return MilterCodec.decodeCommand(Packets.buffer(packet));
    }

    private static MalformedPacket refusal(String packet) {
        return assertThrows(MalformedPacket.class, () -> decode(packet));
    }

    private static String name(MalformedPacket failure) {
        return Arrays.asList(String.valueOf(failure.getMessage()).split(":", -1))
                .getFirst();
    }
}
