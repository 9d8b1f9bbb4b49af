package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 47 to 60 and 62, 63: MAIL, RCPT, DATA and unknown commands. */
class EnvelopeCasesTest {
    static final List<Packet> SENDERS = List.of(
            Commands.mail("<s@e>", "SIZE=100", "BODY=8BITMIME"),
            Commands.mail("s@e"),
            Commands.mail("<>"),
            Commands.mail("<\"a b\"@example.com>", "ENVID=a b"),
            Commands.mail("<@relay.example:u@example.com>"),
            Commands.mail("<j\u00c3\u00b6rg@example.com>", "SMTPUTF8"));

    @ParameterizedTest
    @FieldSource("SENDERS")
    @Tag("case-47")
    @Tag("case-48")
    void tellsEachMilterTheEnvelopeInTheVeryOctets(Packet mail) throws Exception {
        var rcpt = new Packet('R', mail.octets() + "NOTIFY=NEVER\0");
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.ask(mail));
            assertEquals("c", mta.ask(rcpt));

            assertEquals(List.of(mail, rcpt), a.awaitVisit(1).received().subList(4, 6));
            assertEquals(List.of(mail, rcpt), b.awaitVisit(1).received().subList(4, 6));
        }
    }

    @Test
    @Tag("case-49")
    void doesNotTellLaterMiltersOfASenderThatIsRefused() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('M', 1, Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("r", mta.mail());
            mta.abort();

            assertEquals("c", mta.message());

            assertEquals("OCHMAMRTNBE", a.awaitVisit(1).events());
            assertEquals("OCHAMRTNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-49")
    @Tag("case-50")
    void abortsBehindSendmailOnlyWhereAMessageIsOpen() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing().onNth('M', 1, Replies.REJECT));
                var c = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b).with("c", c);
                var mta = Dialogue.greetedBySendmail(managed)) {
            assertEquals("r", mta.mail());

            assertEquals("c", mta.message());

            assertEquals("OCHMAMRTNBE", a.awaitVisit(1).events());
            assertEquals("OCHMMRTNBE", b.awaitVisit(1).events());
            assertEquals("OCHMRTNBE", c.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-51")
    @Tag("case-52")
    void keepsARefusedRecipientFromLaterMiltersOnly() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('R', 1, Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing().onNth('R', 1, Replies.TEMPFAIL));
                var c = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b).with("c", c);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("r", mta.rcpt("one"));
            assertEquals("t", mta.rcpt("two"));
            assertEquals("c", mta.rcpt("three"));
            mta.data();
            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals("OCHMRRRTNE", a.awaitVisit(1).events());
            assertEquals("OCHMRRTNE", b.awaitVisit(1).events());
            assertEquals(
                    List.of(Commands.rcpt("<three@example.com>")),
                    c.awaitVisit(1).received('R'));
        }
    }

    @Test
    @Tag("case-53")
    void endsAMessageWithoutRecipients() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("r", mta.rcpt("one"));
            assertEquals("r", mta.rcpt("two"));
            mta.abort();
            assertEquals("c", mta.mail());

            assertEquals("OCHMRRAM", a.awaitVisit(1).events());
            assertEquals("OCHMAM", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"M, OCHMMRTNBE", "R, OCHMRMRTNBE", "T, OCHMRRTMRRTNBE"})
    @Tag("case-54")
    void leavesAMessageToTheOthersWhenOneMilterAcceptsIt(char code, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth(code, 1, Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            boolean atData = code == 'T';
            for (int message = 0; message < 2; message++) {
                mta.mail();
                mta.rcpt("one");
                if (message == 0 || atData) {
                    mta.rcpt("two");
                }
                mta.data();
                assertEquals("c", mta.content(Commands.endOfHeaders(), Commands.body("x\r\n")));
            }

            assertEquals(events, a.awaitVisit(1).events());
            assertEquals(
                    atData ? "OCHMRRTNBEMRRTNBE" : "OCHMRRTNBEMRTNBE",
                    b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"M, d, c, c", "R, c, d, c", "T, c, c, d"})
    @Tag("case-55")
    void asksNobodyMoreAboutADiscardedMessage(char code, String mail, String rcpt, String data) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.DISCARD));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals(mail, mta.mail());
            if (code != 'M') {
                assertEquals(rcpt, mta.rcpt("one"));
            }
            if (code == 'T') {
                assertEquals(data, mta.data());
            }
            mta.abort();
            mta.mail();

            String until = "OCHMRT".substring(0, "OCHMRT".indexOf(code));
            assertEquals(until + code + "AM", a.awaitVisit(1).events());
            assertEquals(until + (code == 'M' ? "" : "AM"), b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-56")
    void tellsNoFurtherRecipientsToAMilterThatSkipsThem() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.SKIP));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            for (int message = 0; message < 2; message++) {
                mta.mail();
                assertEquals("c", mta.rcpt("one"));
                assertEquals("c", mta.rcpt("two"));
                assertEquals("c", mta.data());
                assertEquals("c", mta.content(Commands.endOfHeaders()));
            }

            assertEquals("OCHMRTNEMRTNE", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-58")
    void refusesDataAndGoesOnWithTheNextMessage() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing().onNth('T', 1, Replies.REJECT));
                var c = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b).with("c", c);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("one");
            assertEquals("r", mta.data());
            mta.abort();

            assertEquals("c", mta.message());

            assertEquals("OCHMRTAMRTNBE", a.awaitVisit(1).events());
            assertEquals("OCHMRTAMRTNBE", b.awaitVisit(1).events());
            assertEquals("OCHMRAMRTNBE", c.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'a', 'd'})
    @Tag("case-59")
    void tellsTheMailServerToGoOnWhereAnUnknownCommandIsAccepted(char verdict) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('U', Packet.of(verdict)));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.ask(Commands.unknown("FOO bar")));

            assertEquals("c", mta.message());
            assertEquals("OCHUMRTNBE", a.awaitVisit(1).events());
            assertTrue(managed.awaitHeard("a: ").contains("taken as SMFIR_CONTINUE"));
        }
    }

    @Test
    @Tag("case-60")
    void answersAnUnknownCommandWithinAMessageAndGoesOn() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('U', Replies.TEMPFAIL));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("t", mta.ask(Commands.unknown("FOO bar")));
            mta.rcpt("one");
            mta.data();
            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals("OCHMURTNE", a.awaitVisit(1).events());
            assertEquals("OCHMRTNE", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"a, c, OCHM", "r, t, OCHMU"})
    @Tag("case-60")
    void tellsAnUnknownCommandToAMilterThatRefusedTheMessageNotToOneThatAccepted(
            char verdict, String answer, String events) throws Exception {
        var rules = Rules.continuing().on('M', Packet.of(verdict)).on('U', Replies.TEMPFAIL);
        try (var a = ScriptedMilter.start(rules);
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals(answer, mta.ask(Commands.unknown("FOO bar")));

            assertEquals(events, a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-62")
    void doesNotMixUpTheTextsOfTwoMilters() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('R', 1, Replies.replyCode("550 5.7.1 x")));
                var b = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("y 550 5.7.1 x", mta.rcpt("one"));
            assertEquals("r", mta.rcpt("two"));
        }
    }

    @Test
    @Tag("case-63")
    void keepsTheOrderOfAThousandRecipients() throws Exception {
        var recipients = IntStream.range(0, 1_000)
                .mapToObj(n -> Commands.rcpt("<" + n + "@example.com>"))
                .toList();
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            for (Packet recipient : recipients) {
                assertEquals("c", mta.ask(recipient));
            }

            assertEquals(recipients, a.awaitVisit(1).received('R'));
        }
    }
}
