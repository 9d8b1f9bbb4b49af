package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.child.Visit;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 69 to 80: content on its way past the milters. */
class ContentCasesTest {
    @ParameterizedTest
    @CsvSource({"false, false, OCHMRTNE", "true, false, OCHMRTLNE", "false, true, OCHMRTNBE"})
    @Tag("case-69")
    void showsAMessageThatLacksSomething(boolean header, boolean body, String events) throws Exception {
        var parts = new ArrayList<Packet>();
        if (header) {
            parts.add(Commands.header("Subject", " x"));
        }
        parts.add(Commands.endOfHeaders());
        if (body) {
            parts.add(Commands.body("x\r\n"));
        }
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();

            assertEquals("c", mta.content(parts.toArray(Packet[]::new)));

            assertEquals(events, a.awaitVisit(1).events());
            assertEquals(events, b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_534, 65_535, 65_536, 131_070, 1_500_000})
    @Tag("case-70")
    @Tag("case-71")
    void showsEachMilterTheBodyInTheVeryOctets(int size) throws Exception {
        String body = octets(size);
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            for (int from = 0; from < size; from += 65_535) {
                mta.send(Commands.body(body.substring(from, Math.min(size, from + 65_535))));
            }

            assertEquals("c", mta.content());

            assertEquals(body, body(a.awaitVisit(1)));
            assertEquals(body, body(b.awaitVisit(1)));
        }
    }

    @Test
    @Tag("case-72")
    void takesTheLastPartOfABodyWithItsEnd() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.endOfHeaders(), Commands.body("one"));

            assertEquals("c", mta.ask(new Packet('E', " two\r\n")));

            assertEquals("one two\r\n", body(a.awaitVisit(1)));
            assertEquals("OCHMRTNBE", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"L, r, OCHMRTL", "N, t, OCHMRTLN", "B, d, OCHMRTLNB", "E, r, OCHMRTLNBE"})
    @Tag("case-73")
    void showsNothingToLaterMiltersOfAContentThatIsRefused(char code, char verdict, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Packet.of(verdict)));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals(String.valueOf(verdict), mta.message(Commands.header("Subject", " x")));
            mta.abort();
            mta.mail();

            assertEquals(events + "AM", a.awaitVisit(1).events());
            assertEquals("OCHMRTAM", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-73")
    void abortsBehindSendmailWhereAMilterWaitsForTheContent() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greetedBySendmail(managed)) {
            assertEquals("r", mta.message());
            mta.mail();

            assertEquals("OCHMRTNBEM", a.awaitVisit(1).events());
            assertEquals("OCHMRTAM", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-74")
    void forgetsTheEditsOfAMilterThatThenRefuses() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.TEMPFAIL));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());
        }
    }

    @ParameterizedTest
    @CsvSource({"L, OCHMRTL", "N, OCHMRTLN", "B, OCHMRTLNB"})
    @Tag("case-75")
    void showsNoMoreToAMilterThatAcceptsInTheContent(char code, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(Commands.header("Subject", " x")));
            mta.mail();

            assertEquals(events + "M", a.awaitVisit(1).events());
            assertEquals("OCHMRTLNBEM", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"L, OCHMRTLNBBE", "B, OCHMRTLLNBE"})
    @Tag("case-76")
    @Tag("case-77")
    void showsNoMoreOfWhatAMilterSkips(char code, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.SKIP));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.header("A", " 1"), Commands.header("B", " 2"), Commands.endOfHeaders());
            mta.send(Commands.body("x".repeat(65_535)));

            assertEquals("c", mta.content(Commands.body("y")));

            assertEquals(events, a.awaitVisit(1).events());
            assertEquals("OCHMRTLLNBBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-78")
    void keepsContentWithoutEnvelopeFromMilters() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.content(Commands.header("A", " 1"), Commands.endOfHeaders(), Commands.body("x")));

            assertEquals("c", mta.message());
            assertEquals("OCHMRTNBE", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-79")
    void keepsNothingOfAMessageThatWasGivenUp() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.header("Old", " 1"), Commands.endOfHeaders(), Commands.body("old"));
            mta.abort();

            assertEquals("c", mta.message(Commands.header("New", " 2")));

            assertEquals(List.of("New:2"), Dialogue.headers(a.awaitVisit(1).received('L')));
            assertEquals("hello\r\n", body(a.awaitVisit(1)));
        }
    }

    @Test
    @Tag("case-80")
    void judgesEachMessageOfASessionOnItsOwn() throws Exception {
        var second = Rules.continuing().onNth('E', 2, Replies.REJECT);
        try (var a = ScriptedMilter.start(second);
                var b = ScriptedMilter.start(
                        Rules.continuing().on('E', Replies.addHeader("X-B", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-B |  1, c", mta.message());
            mta.abort();
            assertEquals("r", mta.message());
            mta.abort();
            assertEquals("h X-B |  1, c", mta.message());

            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    private static String octets(int size) {
        String sample = "x\0\u00ff\r\n.\r\n..\r\n" + "long".repeat(1_250) + "\r\n";
        return sample.repeat(size / sample.length() + 1).substring(0, size);
    }

    private static String body(Visit visit) {
        return visit.received('B').stream().map(Packet::octets).collect(Collectors.joining());
    }
}
