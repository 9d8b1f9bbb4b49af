package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;

/** Case 61: whatever text a milter's reply has, the mail server gets one that it can show. */
class ReplyCodeCasesTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("550 5.7.1 no\0", "y 550 5.7.1 no"),
                Arguments.of("550 no\0", "y 550 no"),
                Arguments.of("550 5.7.1 100%% sure\0", "y 550 5.7.1 100%% sure"),
                Arguments.of("550 5.7.1 100% sure\0", "y 550 5.7.1 100 sure"),
                Arguments.of("550-5.7.1 a\r\n550 5.7.1 b\0", "y 550-5.7.1 a\\r\\n550 5.7.1 b"),
                Arguments.of("550-5.7.1 a\n550 5.7.1 b\0", "y 550-5.7.1 a\\r\\n550 5.7.1 b"),
                Arguments.of("554-5.7.1 a\r\n554-5.7.1 b\0", "y 554-5.7.1 a\\r\\n554 5.7.1 b"),
                Arguments.of("550-5.7.1 a\r\n451 4.7.1 b\0", "y 550-5.7.1 a\\r\\n550 5.7.1 b"),
                Arguments.of("550 5.7.1 no\r\n\0", "y 550 5.7.1 no"),
                Arguments.of("550 5.7.1 no", "y 550 5.7.1 no"),
                Arguments.of("550 5.7.1 no\0more\0", "y 550 5.7.1 no"),
                Arguments.of("550 4.7.1 no\0", "y 550 5.7.1 no"),
                Arguments.of("550 \0", "y 550 "),
                Arguments.of("550 5.7.1 \u00c3\u00a4\u0007!\0", "y 550 5.7.1 \\xc3\\xa4 !"),
                Arguments.of("550\0", "r"),
                Arguments.of("\0", "t"),
                Arguments.of("250 ok\0", "t"),
                Arguments.of("354 go on\0", "t"),
                Arguments.of("620 x\0", "t"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Tag("case-61")
    void reachesTheMailServerAsAReplyThatItCanShow(String text, String answer) throws Exception {
        try (var a = ScriptedMilter.start(
                        Rules.continuing().on('R', new Packet('y', text)).on('E', new Packet('y', text)));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals(answer, mta.rcpt("rcpt"));

            assertEquals(answer, mta.content());
        }
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    @Tag("case-61")
    void keepsToTheLengthsOfSmtp(String text, List<Integer> lengths) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', new Packet('y', text + '\0')));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.send(Commands.rcpt("<rcpt@example.com>"));

            String told = mta.mta().read().strings().getFirst();

            assertEquals(
                    lengths,
                    Stream.of(told.split("\r\n")).map(String::length).distinct().toList());
        }
    }

    static Stream<Arguments> longTexts() {
        String manyLines = Stream.generate(() -> "550-5.7.1 no").limit(100).collect(Collectors.joining("\r\n"));
        return Stream.of(
                Arguments.of("550 5.7.1 " + "x".repeat(3_000), List.of(510)), Arguments.of(manyLines, List.of(12)));
    }
}
