package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.chain.MailServer;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.child.Visit;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/**
 * What Sendmail's milters are told, and what Sendmail is told, beyond what Postfix does. The mail server here says what a
 * real Sendmail says to a single milter; that the milters a, b and c hear what they hear from a real one is measured in
 * {@code SendmailInstanceIT}.
 */
class BehindSendmailTest {
    private final List<ScriptedMilter> milters = new ArrayList<>();
    private Managed managed;
    private ScriptedMta mta;

    @BeforeEach
    void start() throws IOException {
        managed = Managed.start().where(usual -> usual.behind(MailServer.SENDMAIL));
        for (String name : List.of("a", "b", "c")) {
            milters.add(ScriptedMilter.start(Rules.continuing()));
            managed.with(name, milters.getLast());
        }
        mta = managed.mta();
    }

    @AfterEach
    void stop() throws IOException {
        mta.close();
        managed.close();
        for (ScriptedMilter milter : milters) {
            milter.close();
        }
    }

    @Test
    void aRefusalOfDataLeavesTheMessageOpenUntilItIsAborted() throws Exception {
        play('b', Rules.continuing().on('T', Replies.REJECT));

        connect();
        say(Commands.mail("<s@a>"), Commands.rcpt("<r@b>"));
        assertEquals(Replies.REJECT, mta.ask(Commands.data()));
        say(Commands.unknown("FOO"));
        mta.send(Commands.abort(), Commands.quit());

        assertEquals(List.of("OCHMRTUAQ", "OCHMRTUAQ", "OCHMRUAQ"), heard());
    }

    @Test
    void aRefusalOfMailEndsTheMessageOfThoseInFrontWhoHearNoUnknownCommandsThen() throws Exception {
        play('b', Rules.continuing().on('M', Replies.REJECT));

        connect();
        assertEquals(Replies.REJECT, mta.ask(Commands.mail("<s@a>")));
        say(Commands.unknown("FOO"), Commands.helo("again"));
        say(Commands.unknown("BAR"));
        mta.send(Commands.quit());

        assertEquals(List.of("OCHMAHUQ", "OCHMUHUQ", "OCHUHUQ"), heard());
    }

    @Test
    void aDiscardedRecipientEndsTheMessageOfAll() throws Exception {
        play('b', Rules.continuing().on('R', Replies.DISCARD));

        connect();
        say(Commands.mail("<s@a>"));
        assertEquals(Replies.DISCARD, mta.ask(Commands.rcpt("<r@b>")));
        mta.send(Commands.abort(), Commands.quit());

        assertEquals(List.of("OCHMRAQ", "OCHMRAQ", "OCHMAQ"), heard());
    }

    @Test
    void aDiscardedRecipientIsNoNewsToAnybodyWhenTheClientQuits() throws Exception {
        play('b', Rules.continuing().on('R', Replies.DISCARD));

        connect();
        say(Commands.mail("<s@a>"));
        assertEquals(Replies.DISCARD, mta.ask(Commands.rcpt("<r@b>")));
        mta.send(Commands.quit());

        assertEquals(List.of("OCHMRQ", "OCHMRQ", "OCHMQ"), heard());
    }

    @Test
    void quarantinesForTheLastReasonAndStillAsksTheOthers() throws Exception {
        play('a', Rules.continuing().on('E', Replies.quarantine("first"), Replies.CONTINUE));
        play('b', Rules.continuing().on('E', Replies.quarantine("last"), Replies.CONTINUE));

        connect();
        message();

        assertEquals(List.of(Replies.quarantine("last"), Replies.CONTINUE), mta.askForEdits(Commands.endOfMessage()));
        mta.send(Commands.quit());
        assertEquals(List.of("OCHMRTNBEQ", "OCHMRTNBEQ", "OCHMRTNBEQ"), heard());
    }

    @ParameterizedTest
    @CsvSource({"C, OCQ", "R, OCHMRQ", "E, OCHMRTNBEQ"})
    void aMessageThatOneMilterAcceptsAndNobodyRefusesIsAccepted(char stage, String heard) throws Exception {
        play('b', Rules.continuing().on(stage, Replies.ACCEPT));

        connect();
        message();

        assertEquals(List.of(Replies.ACCEPT), mta.askForEdits(Commands.endOfMessage()));
        mta.send(Commands.quit());
        assertEquals(List.of("OCHMRTNBEQ", heard, "OCHMRTNBEQ"), heard());
    }

    @Test
    void aMessageThatOneMilterAcceptsAndAnotherRefusesIsRefused() throws Exception {
        play('a', Rules.continuing().on('E', Replies.ACCEPT));
        play('b', Rules.continuing().on('E', Replies.REJECT));

        connect();
        message();

        assertEquals(List.of(Replies.REJECT), mta.askForEdits(Commands.endOfMessage()));
    }

    @Test
    void cutsEsmtpParametersToThoseThatSendmailDoesNotComplainOf() throws Exception {
        play(
                'a',
                Rules.continuing()
                        .on(
                                'E',
                                Replies.changeSender("<n@a>", "FOO=bar RET=HDRS ENVID=a+2Bb"),
                                Replies.addRecipient("<x@b>", "NOTIFY=SOON"),
                                Replies.addRecipient("<y@b>", "notify=failure,delay ORCPT=rfc822;y@b"),
                                Replies.CONTINUE));

        connect();
        message();

        assertEquals(
                List.of(
                        Replies.changeSender("<n@a>", "RET=HDRS ENVID=a+2Bb"),
                        Replies.addRecipient("<x@b>"),
                        Replies.addRecipient("<y@b>", "notify=failure,delay ORCPT=rfc822;y@b"),
                        Replies.CONTINUE),
                mta.askForEdits(Commands.endOfMessage()));
    }

    @Test
    void showsAHeaderAndABodyThatSendmailCompletesAtDeliveryAsTheyAre() throws Exception {
        play(
                'a',
                Rules.continuing()
                        .on(
                                'E',
                                Replies.addHeader("X-A", "one\ntwo"),
                                Replies.replaceBody("no end"),
                                Replies.CONTINUE));

        connect();
        message();

        assertEquals(
                List.of(Replies.addHeader("X-A", " one\ntwo"), Replies.replaceBody("no end"), Replies.CONTINUE),
                mta.askForEdits(Commands.endOfMessage()));
        Visit b = milters.get(1).awaitVisit(1);
        assertEquals("X-A\0one\ntwo\0", b.received('L').getFirst().octets());
        assertEquals("no end", b.received('B').getFirst().octets());
    }

    private void play(char milter, Rules rules) {
        milters.get(milter - 'a').play(rules);
    }

    private void connect() throws IOException, InterruptedException {
        mta.negotiate();
        say(Commands.connect("h", 25, "192.0.2.1"), Commands.helo("h"));
    }

    private void message() throws IOException, InterruptedException {
        say(Commands.mail("<s@a>"), Commands.rcpt("<r@b>"), Commands.data());
        mta.send(Commands.endOfHeaders(), Commands.body("hello\r\n"));
    }

    private void say(Packet... commands) throws IOException, InterruptedException {
        for (Packet command : commands) {
            assertEquals(Replies.CONTINUE, mta.ask(command), command::toString);
        }
    }

    private List<String> heard() throws InterruptedException {
        var events = new ArrayList<String>();
        for (ScriptedMilter milter : milters) {
            Visit visit = milter.awaitVisit(1);
            visit.awaitEnd();
            events.add(visit.events());
        }
        return events;
    }
}
