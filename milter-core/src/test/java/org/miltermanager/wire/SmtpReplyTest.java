package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    /** What a milter may send, and what becomes of it; {@code |} is CRLF. */
    static List<Normalised> normalised() {
        return List.of(
                new Normalised("550 5.7.1 no", "550 5.7.1 no"),
                new Normalised("550 no", "550 no"),
                new Normalised("550 ", "550 "),
                new Normalised("550 4.7.1 x", "550 5.7.1 x"),
                new Normalised("450 5.1.1 x", "450 4.7.1 x"),
                new Normalised("550 2.0.0 x", "550 5.7.1 x"),
                new Normalised("550 4.7.1", "550 5.7.1"),
                new Normalised("550 4.7 x", "550 4.7 x"),
                new Normalised("550 100%%", "550 100%%"),
                new Normalised("550 100% sure", "550 100 sure"),
                new Normalised("550 %%% x", "550 %% x"),
                new Normalised("550 %s%n", "550 sn"),
                new Normalised("550-5.7.1 a|550 5.7.1 b", "550-5.7.1 a|550 5.7.1 b"),
                new Normalised("550-a\n550 b", "550-a|550 b"),
                new Normalised("550-a\r550 b", "550-a|550 b"),
                new Normalised("550 a|550 b", "550-a|550 b"),
                new Normalised("550-a|550-b", "550-a|550 b"),
                new Normalised("550-a", "550 a"),
                new Normalised("550-a|451 b", "550-a|550 b"),
                new Normalised("451-4.7.1 a|550 5.7.1 b", "451-4.7.1 a|451 4.7.1 b"),
                new Normalised("550-a|b", "550-a|550 b"),
                new Normalised("550-a|550", "550-a|550 "),
                new Normalised("550 a|", "550 a"),
                new Normalised("550 a||\n", "550 a"),
                new Normalised("550-a||550 b", "550-a|550-|550 b"),
                new Normalised("421 4.3.2 bye", "421 4.3.2 bye"),
                new Normalised("550 a\tb\u0001c\u007Fd e~\u0080", "550 a b c d e~\u0080"),
                new Normalised("550 gr\u00FC\u00DFe", "550 gr\u00FC\u00DFe"));
    }

    @ParameterizedTest
    @MethodSource
    void normalised(Normalised reply) {
        var text = SmtpReply.parse(reply.received()).map(SmtpReply::packetText);

        assertEquals(Optional.of(reply.sent()), text);
    }

    @ParameterizedTest
    @MethodSource("normalised")
    void leavesAsItIsWhatWasNormalised(Normalised reply) {
        var text = SmtpReply.parse(reply.sent()).map(SmtpReply::packetText);

        assertEquals(Optional.of(reply.sent()), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "550",
                "55",
                "5500 x",
                "250 ok",
                "354 x",
                "620 x",
                "050 x",
                "5x0 x",
                "no",
                " 550 x",
                "\r\n550 x",
                "550\tx"
            })
    void makesNothingOfATextThatIsNoReply(String text) {
        var reply = SmtpReply.parse(text);

        assertEquals(Optional.empty(), reply);
    }

    @Test
    void cutsALineAtTheLimitOfSmtp() {
        var reply = SmtpReply.parse("550 " + "x".repeat(3_000)).orElseThrow();

        assertEquals(510, reply.packetText().length());
    }

    @Test
    void cutsAReplyAtTheLimitOfLibmilter() {
        var reply = SmtpReply.parse("550-x\r\n".repeat(1_000)).orElseThrow();

        assertEquals("550-x\r\n".repeat(31) + "550 x", reply.packetText());
    }

    @Test
    void decides() {
        assertTrue(new SmtpReply(450, "4.7.1", "later").decides());
    }

    @Test
    void readsOnOneLineInALog() {
        var reply = new SmtpReply(550, List.of("5.7.1 a", "5.7.1 b"));

        assertEquals("550 5.7.1 a / 5.7.1 b", reply.toString());
    }

    @Nested
    class FromCode {
        @Test
        void doublesAPercentSign() {
            var reply = new SmtpReply(550, "5.7.1", "100% spam");

            assertEquals("550 5.7.1 100%% spam", reply.packetText());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nDATA", "a\nDATA", "a\0DATA", "a\rDATA"})
        void neverLetsATextBreakTheLine(String text) {
            var reply = new SmtpReply(550, "5.7.1", text);

            assertEquals("550 5.7.1 a DATA", reply.packetText().replace("  ", " "));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 421, 599})
        void takesACodeThatIsARefusal(int code) {
            var reply = new SmtpReply(code, List.of("x"));

            assertEquals(code + " x", reply.packetText());
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 250, 399, 600, 5500})
        void refusesACodeThatIsNoRefusal(int code) {
            var failure = assertThrows(IllegalArgumentException.class, () -> new SmtpReply(code, List.of("x")));

            assertEquals("SMFIR_REPLYCODE: code " + code + ", expected 400 to 599", failure.getMessage());
        }

        @Test
        void refusesAReplyWithoutText() {
            var failure = assertThrows(IllegalArgumentException.class, () -> new SmtpReply(550, List.of()));

            assertEquals("SMFIR_REPLYCODE: no text", failure.getMessage());
        }
    }

    record Normalised(String received, String sent) {
        Normalised {
            received = received.replace("|", "\r\n");
            sent = sent.replace("|", "\r\n");
        }
    }
}
