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
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.GarbledReply;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.ReplyCode;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;

class ReplyCodecTest {
    static final List<Sample<Reply>> SAMPLES = Sample.REPLIES;

    @Test
    void hasASampleOfEveryReply() {
        var sampled = SAMPLES.stream()
                .map(sample -> ReplyCode.of(sample.octets().charAt(0)).orElseThrow())
                .collect(Collectors.toSet());

        assertEquals(EnumSet.allOf(ReplyCode.class), sampled);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void decodes(Sample<Reply> sample) {
        var packet = Packets.buffer(sample.octets());

        var reply = MilterCodec.decodeReply(packet);

        assertEquals(sample.value(), reply);
        assertFalse(packet.isReadable());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void encodes(Sample<Reply> sample) {
        var out = Unpooled.buffer();

        MilterCodec.encode(sample.value(), out);

        assertArrayEquals(sample.frame(), ByteBufUtil.getBytes(out));
    }

    @ParameterizedTest
    @MethodSource("otherOctets")
    void refusesEveryOctetThatIsNoReply(int octet) {
        var failure = refusal((char) octet + "rest\0");

        String shown = octet > ' ' && octet < 0x7F ? "'" + (char) octet + "'" : "0x%02X".formatted(octet);
        assertEquals("packet: got " + shown + ", expected a reply (SMFIR_*)", failure.getMessage());
    }

    static IntStream otherOctets() {
        return IntStream.range(0, 256).filter(octet -> "Ocartds4fypqhimb+2-e".indexOf(octet) < 0);
    }

    @Test
    void refusesAPacketWithoutOctets() {
        var failure = refusal("");

        assertEquals("packet: got 0 octets, expected the code of a reply (1)", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cx", "ax", "rx", "tx", "dx", "sx", "px", "4x", "fx", "c\0"})
    void refusesDataBehindAReplyThatHasNone(String packet) {
        var failure = refusal(packet);

        assertEquals(wireName(packet) + ": got 1 octets more, expected the end of the packet", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "hX",
                "hX\0",
                "hX\0y",
                "i",
                "i\0\0\0",
                "i\0\0\0\1",
                "i\0\0\0\1X\0y",
                "m\0\0\0\1",
                "m\0\0\0\1X\0",
                "+",
                "+x",
                "-",
                "-x",
                "2",
                "2x",
                "2x\0y",
                "e",
                "ex",
                "ex\0y"
            })
    void refusesWhatIsCutOff(String packet) {
        var failure = refusal(packet);

        assertEquals(wireName(packet), name(failure));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hX\0y\0z",
                "i\0\0\0\1X\0y\0\0",
                "m\0\0\0\1X\0y\0z\0",
                "+x\0y\0",
                "-x\0\0",
                "2x\0y\0z\0",
                "ex\0y\0z"
            })
    void refusesWhatIsLeftOver(String packet) {
        var failure = refusal(packet);

        assertEquals(wireName(packet), name(failure));
    }

    @Nested
    class SmtpReplies {
        @Test
        void takesATextWithoutNul() {
            var reply = decode("y550 5.7.1 no");

            assertEquals(new SmtpReply(550, "5.7.1", "no"), reply);
        }

        @Test
        void endsTheTextAtTheFirstNul() {
            var reply = decode("y550 5.7.1 no\0rest\0");

            assertEquals(new SmtpReply(550, "5.7.1", "no"), reply);
        }

        @ParameterizedTest
        @ValueSource(strings = {"550", "5xx no", "5", "599no"})
        void standsInARejectionForATextThatBeginsLikeOne(String text) {
            var reply = decode("y" + text + "\0");

            assertEquals(new GarbledReply(text, Ruling.REJECT), reply);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "250 ok", "354 x", "620 x", "451", "no", " 550 x"})
        void standsInATemporaryFailureForAnyOtherText(String text) {
            var reply = decode("y" + text + "\0");

            assertEquals(new GarbledReply(text, Ruling.TEMPFAIL), reply);
        }

        @Test
        void writesTheRulingForAGarbledText() {
            var out = Unpooled.buffer();

            MilterCodec.encode(new GarbledReply("550", Ruling.REJECT), out);

            assertArrayEquals(Packets.bytes("\0\0\0\1r"), ByteBufUtil.getBytes(out));
        }
    }

    @Nested
    class Envelope {
        @Test
        void takesARecipientWithoutItsParameters() {
            var reply = decode("2b@example.com\0");

            assertEquals(new AddRecipient("b@example.com", ""), reply);
        }

        @Test
        void takesARecipientWithEmptyParameters() {
            var reply = decode("2b@example.com\0\0");

            assertEquals(new AddRecipient("b@example.com", ""), reply);
        }

        @Test
        void takesASenderWithEmptyParameters() {
            var reply = decode("e<>\0\0");

            assertEquals(new ChangeSender("<>", ""), reply);
        }

        @Test
        void takesAQuarantineWithoutNul() {
            var reply = decode("qvirus");

            assertEquals(new Quarantine("virus"), reply);
        }
    }

    private static Reply decode(String packet) {
        return MilterCodec.decodeReply(Packets.buffer(packet));
    }

    private static MalformedPacket refusal(String packet) {
        return assertThrows(MalformedPacket.class, () -> decode(packet));
    }

    private static String wireName(String packet) {
        return ReplyCode.of(packet.charAt(0)).orElseThrow().wireName();
    }

    private static String name(MalformedPacket failure) {
        return Arrays.asList(String.valueOf(failure.getMessage()).split(":", -1))
                .getFirst();
    }
}
