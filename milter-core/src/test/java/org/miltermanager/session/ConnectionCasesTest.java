package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 32 to 44: the client's connection and its HELO. */
class ConnectionCasesTest {
    static final List<Packet> CLIENTS = List.of(
            Commands.connect("client.example", '6', 1025, "2001:db8::1"),
            Commands.connect("client.example", '6', 1025, "IPv6:2001:db8:0:0:0:0:0:1"),
            Commands.connectFromUnknown("localhost"),
            Commands.connect("localhost", 'L', 0, "/run/client.sock"),
            Commands.connect("client.example", '4', 0, "unknown"),
            Commands.connect("[203.0.113.9]", '4', 1025, "203.0.113.9"));

    @ParameterizedTest
    @FieldSource("CLIENTS")
    @Tag("case-32")
    @Tag("case-33")
    @Tag("case-34")
    @Tag("case-35")
    @Tag("case-36")
    void tellsMiltersOfAClientInTheVeryOctets(Packet connect) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            assertEquals("c", mta.ask(connect));

            assertEquals(connect, a.awaitVisit(1).await('C', 1));
        }
    }

    @Test
    @Tag("case-37")
    void takesMailOfAClientThatNeverSaidHelo() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            mta.connect();

            assertEquals("c", mta.message());

            assertEquals("OCMRTNBE", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-38")
    void forwardsASecondHeloAndTheAbortsBehindIt() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.ask(Commands.helo("again")));
            mta.abort();
            mta.mail();
            assertEquals("c", mta.ask(Commands.helo("within a message")));
            mta.abort();
            mta.abort();

            assertEquals("c", mta.message());

            assertEquals("OCHHAMHAAMRTNBE", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-39")
    void tellsTheMacrosOfTlsWithTheHeloAfterStarttls() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.abort();
            mta.abort();

            assertEquals(
                    "c", mta.ask(Commands.macros('H', "{tls_version}", "TLSv1.3"), Commands.helo("client.example")));

            var told = a.awaitVisit(1).received().stream().map(Packet::toString).toList();
            assertEquals(
                    List.of("A", "A", "D H {tls_version} | TLSv1.3", "H client.example"), told.subList(4, told.size()));
        }
    }

    @Test
    @Tag("case-40")
    void doesNotTellLaterMiltersOfAClientThatIsRefused() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('C', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.negotiated(managed)) {
            assertEquals("r", mta.connect());
            mta.quit();

            b.awaitVisit(1).awaitEnd();
            assertEquals("OQ", b.awaitVisit(1).events());
            assertEquals("OC", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "t", "y 550 5.7.1 no", "y 451 4.7.1 later"})
    @Tag("case-40")
    void letsARefusalOfTheClientStandForTheSession(String refusal) throws Exception {
        var verdict = refusal.length() == 1 ? Packet.of(refusal.charAt(0)) : Replies.replyCode(refusal.substring(2));
        try (var a = ScriptedMilter.start(Rules.continuing().on('H', verdict));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.negotiated(managed)) {
            mta.connect();
            assertEquals(refusal, mta.ask(Commands.helo("h")));

            assertEquals(refusal, mta.mail());
            assertEquals(refusal, mta.mail());

            assertEquals("OC", b.awaitVisit(1).events());
            assertEquals("OCH", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-41")
    void passesOnThatTheConnectionShallBeClosed() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('C', Replies.replyCode("421 4.7.0 go away")));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            assertEquals("y 421 4.7.0 go away", mta.connect());
        }
    }

    @Test
    @Tag("case-41")
    void spellsShutdownAsAReplyThatClosesTheConnection() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('H', Replies.SHUTDOWN));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            mta.connect();

            assertEquals("y 421 4.7.0 Server closing connection", mta.ask(Commands.helo("h")));
            assertEquals("y 421 4.7.0 Server closing connection", mta.mail());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'C', 'H'})
    @Tag("case-42")
    void leavesTheSessionToTheOtherMiltersWhenOneAcceptsTheClient(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.ACCEPT));
                var b = ScriptedMilter.start(
                        Rules.continuing().on('E', Replies.addHeader("X-B", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-B |  1, c", mta.message());
            assertEquals("h X-B |  1, c", mta.message());

            a.awaitVisit(1).awaitEnd();
            assertEquals(code == 'C' ? "OC" : "OCH", a.awaitVisit(1).events());
            assertEquals("OCHMRTNBEMRTNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-42")
    void saysGoodbyeBehindSendmailToAMilterThatAcceptsTheClient() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('H', Replies.ACCEPT));
                var managed = Managed.start().with("a", a);
                var _ = Dialogue.greetedBySendmail(managed)) {
            a.awaitVisit(1).awaitEnd();

            assertEquals("OCHQ", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-43")
    void servesASessionThatAllMiltersAccept() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('C', Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing().on('C', Replies.ACCEPT));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());
            assertEquals("c", mta.message());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'C', 'H'})
    @Tag("case-44")
    void overlooksDiscardBeforeAnyMessage(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.DISCARD));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a: ").startsWith("a: SMFIR_DISCARD is not allowed for SMFIC_"));
            assertEquals("OCHMRTNBE", a.awaitVisit(1).events());
        }
    }
}
