package org.miltermanager.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;

class NegotiationTest {
    @Nested
    class Offers {
        @Test
        void readsWordsOfZeroAsTheFirstVersion() {
            var command = offer("O" + "\0\0\0\2" + "\0\0\0\0" + "\0\0\0\0");

            assertEquals(new Negotiate(2, ActionFlag.VERSION_1, StepFlag.VERSION_1), command);
        }

        @Test
        void ignoresFlagsThatItDoesNotKnow() {
            var command = offer("O" + "\0\0\0\6" + "\u00FF\0\2\1" + "\u00F0\40\0\1");

            assertEquals(new Negotiate(6, Set.of(ActionFlag.ADDHDRS), Set.of(StepFlag.NOCONNECT)), command);
        }

        @Test
        void ignoresWhatFollows() {
            var command = offer("O" + "\0\0\0\6" + "\0\0\0\1" + "\0\0\0\1" + "more");

            assertEquals(new Negotiate(6, Set.of(ActionFlag.ADDHDRS), Set.of(StepFlag.NOCONNECT)), command);
        }

        @ParameterizedTest
        @CsvSource({"0,0", "1,1", "8,8", "7fffffff,7fffffff", "80000000,7fffffff", "ffffffff,7fffffff"})
        void carriesAnyVersion(String offered, String carried) {
            var command = offer("O" + Packets.length(Integer.parseUnsignedInt(offered, 16)) + "\0\0\0\1" + "\0\0\0\1");

            assertEquals(Integer.parseInt(carried, 16), command.version());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 3, 4, 7, 8, 11})
        void refusesFewerThanTwelveOctets(int count) {
            var failure = refusal(MilterCodec::decodeCommand, "O" + "\0".repeat(count));

            assertTrue(failure.startsWith("SMFIC_OPTNEG: "));
        }
    }

    @Nested
    class Answers {
        private static final String SIX = "O" + "\0\0\0\6" + "\0\0\0\1" + "\0\0\0\1";

        @Test
        void readsZeroAsNothing() {
            var reply = answer("O" + "\0\0\0\6" + "\0\0\0\0" + "\0\0\0\0");

            assertEquals(new Negotiate(6, Set.of(), Set.of()), reply);
        }

        @Test
        void refusesAnActionThatNobodyHasOffered() {
            var failure = refusal(MilterCodec::decodeReply, "O" + "\0\0\0\6" + "\0\0\2\1" + "\0\0\0\0");

            assertEquals("SMFIR_OPTNEG: got actions 0x201, expected none beyond 0x1FF", failure);
        }

        @Test
        void ignoresStepsThatItDoesNotKnow() {
            var reply = answer("O" + "\0\0\0\6" + "\0\0\0\1" + "\u00F0\40\0\1");

            assertEquals(new Negotiate(6, Set.of(ActionFlag.ADDHDRS), Set.of(StepFlag.NOCONNECT)), reply);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 3, 4, 7, 8, 11})
        void refusesFewerThanTwelveOctets(int count) {
            var failure = refusal(MilterCodec::decodeReply, "O" + "\0".repeat(count));

            assertTrue(failure.startsWith("SMFIR_OPTNEG: "));
        }

        @Test
        void takesMacroNamesBetweenBlanksCommasAndTabs() {
            var requests = requests(SIX + "\0\0\0\2" + " i, {auth_type}\t{auth_authen},j \0");

            assertEquals(Map.of(Stage.MAIL, List.of("i", "{auth_type}", "{auth_authen}", "j")), requests);
        }

        @Test
        void knowsTheNumberOfEveryStage() {
            var requests = requests(SIX + "\0\0\0\0c\0" + "\0\0\0\1h\0" + "\0\0\0\2m\0" + "\0\0\0\3r\0" + "\0\0\0\4d\0"
                    + "\0\0\0\5e\0" + "\0\0\0\6n\0");

            assertEquals(
                    Map.of(
                            Stage.CONNECT, List.of("c"),
                            Stage.HELO, List.of("h"),
                            Stage.MAIL, List.of("m"),
                            Stage.RCPT, List.of("r"),
                            Stage.DATA, List.of("d"),
                            Stage.END_OF_MESSAGE, List.of("e"),
                            Stage.END_OF_HEADERS, List.of("n")),
                    requests);
        }

        @Test
        void skipsStagesThatDoNotExist() {
            var requests =
                    requests(SIX + "\0\0\0\7x\0" + "\0\0\0\11x\0" + "\u00FF\u00FF\u00FF\u00FFx\0" + "\0\0\0\4i\0");

            assertEquals(Map.of(Stage.DATA, List.of("i")), requests);
        }

        @Test
        void takesTheLastListOfAStage() {
            var requests = requests(SIX + "\0\0\0\4i\0" + "\0\0\0\4j\0");

            assertEquals(Map.of(Stage.DATA, List.of("j")), requests);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\0", "\0\0\0\4", "\0\0\0\4i", "\0\0\0\4i\0\0", "\0\0\0\11i"})
        void refusesAListThatIsCutOff(String list) {
            var failure = refusal(MilterCodec::decodeReply, SIX + list);

            assertTrue(failure.startsWith("SMFIR_OPTNEG: "));
        }

        @Test
        void leavesOutRequestsForStagesWithoutANumber() {
            var out = Unpooled.buffer();

            MilterCodec.encode(new Negotiate(6, Set.of(), Set.of(), Map.of(Stage.BODY, List.of("i"))), out);

            assertArrayEquals(
                    Packets.bytes("\0\0\0\15O" + "\0\0\0\6" + "\0\0\0\0" + "\0\0\0\0"), ByteBufUtil.getBytes(out));
        }

        private static Map<Stage, List<String>> requests(String packet) {
            return answer(packet).macroRequests();
        }
    }

    private static Negotiate offer(String packet) {
        return (Negotiate) MilterCodec.decodeCommand(Packets.buffer(packet));
    }

    private static Negotiate answer(String packet) {
        return (Negotiate) MilterCodec.decodeReply(Packets.buffer(packet));
    }

    private static String refusal(Function<ByteBuf, ?> decoder, String packet) {
        return String.valueOf(assertThrows(MalformedPacket.class, () -> decoder.apply(Packets.buffer(packet)))
                .getMessage());
    }
}
