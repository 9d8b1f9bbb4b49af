package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.child.Visit;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 28 to 30, 119 and 120: macros, and what milters ask for by name. */
class MacroCasesTest {
    private static final Packet USUAL = Replies.negotiated(6, 0x1ff, 0);

    private static final List<String> TOLD = List.of(
            "D C j | mx.example | v | Postfix 3.10",
            "C client.example | 4 1025 192.0.2.1",
            "D H ",
            "H h",
            "D M {mail_addr} | a",
            "M <a>",
            "D R {rcpt_addr} | b",
            "R <b>",
            "D R i | 4711 | {rcpt_addr} | c",
            "R <c>",
            "D T {i} | 4711",
            "T",
            "D L i | 4711",
            "L A | 1",
            "D L i | 4711",
            "L B | 2",
            "D N i | 4711",
            "N",
            "D B i | 4711",
            "B (3) x\\r\\n",
            "D E i | 4711",
            "E");

    @Test
    @Tag("case-28")
    void asksForAllRequestsTogetherAndTellsEachMilterItsOwn() throws Exception {
        var wanting = Rules.continuing().negotiating(Replies.requestingMacros(USUAL, 5, "{i} {msg_id}"));
        try (var a = ScriptedMilter.start(wanting);
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.silent(managed)) {
            assertEquals(
                    "O v6 actions=0x1ff protocol=0x1c0080 \\x00\\x00\\x00\\x05i {msg_id}\\x00\\x00\\x00\\x00\\x06i\\x00", // both, for Sendmail
                    mta.ask(Commands.negotiate()));
            mta.connect();
            mta.envelope();
            mta.send(Commands.macros('E', "i", "4711", "{msg_id}", "<1@example.com>"));

            assertEquals("c", mta.content());

            assertEquals(
                    "D E {i} | 4711 | {msg_id} | <1@example.com>",
                    macros(a.awaitVisit(1), 'E').getLast());
            assertEquals("D E i | 4711", macros(b.awaitVisit(1), 'E').getLast());
        }
    }

    @Test
    @Tag("case-28")
    void leavesTheMacrosAsTheyAreWhereTheMailServerTakesNoRequests() throws Exception {
        var wanting =
                Rules.continuing().negotiating(Replies.requestingMacros(Replies.negotiated(2, 0x3f, 0), 5, "{msg_id}"));
        try (var a = ScriptedMilter.start(wanting);
                var b = ScriptedMilter.start(Rules.continuing().negotiating(2, 0x3f, 0));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v2 actions=0x3f protocol=0x0", mta.ask(Commands.negotiate(2, 0x3f, 0x7f)));
            mta.connect();
            mta.mail();
            mta.rcpt("rcpt");
            mta.send(Commands.macros('E', "i", "4711", "{nbadrcpts}", "0"));

            assertEquals("c", mta.content());

            assertEquals(
                    "D E i | 4711 | {nbadrcpts} | 0",
                    macros(b.awaitVisit(1), 'E').getLast());
        }
    }

    @Test
    @Tag("case-29")
    void overlooksARequestForAStageThatDoesNotExist() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(Replies.requestingMacros(USUAL, 9, "i")));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v6 actions=0x1ff protocol=0x1c0080", mta.ask(Commands.negotiate()));

            assertEquals("c", mta.connect());
        }
    }

    @Test
    @Tag("case-29")
    void failsAMilterWhoseRequestIsCutOff() throws Exception {
        var cut = new Packet('O', USUAL.octets() + "\0\0\0\5i j");
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(cut));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            assertEquals("t", mta.connect());

            assertTrue(managed.awaitHeard("a failed at CONNECT: ").contains("SMFIC_OPTNEG"));
        }
    }

    @Test
    @Tag("case-30")
    void takesAnEmptyRequestForNone() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(Replies.requestingMacros(USUAL, 2, "")));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v6 actions=0x1ff protocol=0x1c0080", mta.ask(Commands.negotiate()));
            mta.connect();

            mta.ask(Commands.macros('M', "{mail_addr}", "a@example.com"), Commands.mail("<a@example.com>"));

            assertEquals(List.of("D M {mail_addr} | a@example.com"), macros(a.awaitVisit(1), 'M'));
        }
    }

    @Test
    @Tag("case-119")
    @Tag("case-120")
    void tellsMacrosBeforeTheirEventAsTheMailServerDid() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.negotiated(managed)) {
            mta.connect();
            mta.ask(Commands.macros('H'), Commands.helo("h"));
            mta.ask(Commands.macros('M', "{mail_addr}", "a"), Commands.mail("<a>"));
            mta.ask(Commands.macros('R', "{rcpt_addr}", "b"), Commands.rcpt("<b>"));
            mta.ask(Commands.macros('R', "i", "4711", "{rcpt_addr}", "c"), Commands.rcpt("<c>"));
            mta.ask(Commands.macros('T', "{i}", "4711"), Commands.data());
            mta.send(Commands.macros('L', "i", "4711"), Commands.header("A", " 1"));
            mta.send(Commands.macros('L', "i", "4711"), Commands.header("B", " 2"));
            mta.send(Commands.macros('N', "i", "4711"), Commands.endOfHeaders());
            mta.send(Commands.macros('B', "i", "4711"), Commands.body("x\r\n"));
            mta.send(Commands.macros('E', "i", "4711"));
            mta.content();

            assertEquals(TOLD, heard(a.awaitVisit(1)));
            assertEquals(TOLD, heard(b.awaitVisit(1)));
        }
    }

    @Test
    @Tag("case-120")
    void doesNotRepeatMacrosOfAnEarlierMessage() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.ask(Commands.macros('M', "i", "1"), Commands.mail("<a>"));
            mta.abort();
            mta.ask(Commands.mail("<b>"));

            assertEquals(List.of("D M i | 1"), macros(a.awaitVisit(1), 'M'));
        }
    }

    private static List<String> macros(Visit visit, char event) {
        return visit.received('D').stream()
                .filter(packet -> packet.octets().charAt(0) == event)
                .map(Packet::toString)
                .toList();
    }

    private static List<String> heard(Visit visit) {
        return visit.received().stream().skip(1).map(Packet::toString).toList();
    }
}
