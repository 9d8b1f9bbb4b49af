package org.miltermanager.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.UnknownCommand;

/** What is logged of a session. */
class SessionLogTest {
    private final LoggedSession session = new LoggedSession();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aMessageIsOneLine() {
        var stamp = new Outcome(List.of(new AddHeader("X-A", " 1"), new AddHeader("X-B", " 2")), Ruling.CONTINUE);
        try (Chain chain = session.chain(
                LoggedSession.judge("first", stamp), LoggedSession.judge("second", Outcome.of(Ruling.CONTINUE)))) {
            session.begin(chain, "client.example.net");
            session.envelope(chain, "<a@example.net>", "<b@example.org>", "<c@example.org>");
            session.content(chain);
        }

        LoggedSession.assertLines(
                List.of(
                        "<6>session=\\w+-1 queue-id=4F1Q client=client\\.example\\.net\\[192\\.0\\.2\\.7] from=<a@example\\.net>"
                                + " recipients=2 size=9 milters=\"first=pass/\\d+ms second=pass/\\d+ms\" edits=2 verdict=pass decider=- ms=\\d+"),
                session.messages());
    }

    @Test
    void whoRefusedSaysWhatWasSaid() {
        var reply = new SmtpReply(554, "5.7.1", "spam, \"sure\"");
        try (Chain chain = session.chain(
                LoggedSession.judge("first", Outcome.of(reply)),
                LoggedSession.judge("second", Outcome.of(Ruling.CONTINUE)))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
        }

        assertEquals(1, session.messages().size());
        assertTrue(
                session.messages()
                        .getFirst()
                        .matches(
                                ".* milters=\"first=reject/\\d+ms second=pass/\\d+ms\" edits=0"
                                        + " verdict=reject decider=first reply=\"554 5\\.7\\.1 spam, \\\\\"sure\\\\\"\" ms=\\d+"),
                session.messages()::toString);
    }

    @Test
    void aMessageBeyondALimitIsAWarning() {
        session.log.exceeded("more than 3 headers");

        assertEquals(
                List.of("message refused: more than 3 headers"),
                session.lines().stream()
                        .map(line -> line.replaceFirst(".*(message refused)", "$1"))
                        .toList());
    }

    @Test
    void aRefusedRecipientAndAGivenUpMessageAreTold() {
        try (Chain chain = session.chain(LoggedSession.judge("first", Outcome.of(Ruling.CONTINUE)))) {
            session.begin(chain, "client");
            session.envelope(chain, "<>", "<refused@example.org>");
            chain.abort();
            session.envelope(chain, "<b@example.net>", "<c@example.org>");
            chain.abort();
        }

        assertEquals(2, session.messages().size());
        assertTrue(
                session.messages()
                        .getFirst()
                        .matches(
                                ".* from=<> recipients=1 size=0"
                                        + " milters=\"first=reject@envelope-recipient/\\d+ms\" edits=0 verdict=reject decider=first reply=.*"),
                session.messages()::toString);
        assertTrue(
                session.messages()
                        .getLast()
                        .matches(".* milters=\"first=pass/\\d+ms\" edits=0 verdict=abort decider=- ms=\\d+"),
                session.messages()::toString);
    }

    @Test
    void aHeldMessageIsCalledSo() {
        var hold = new Outcome(List.of(new Quarantine("look at it")), Ruling.CONTINUE);
        try (Chain chain = session.chain(LoggedSession.judge("first", hold))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
        }

        assertTrue(
                session.messages().getFirst().contains(" edits=1 verdict=quarantine "), session.messages()::toString);
        assertEquals(
                1, session.statistics("[reply][end-of-message][quarantine]").size());
    }

    @Test
    void aFailureIsAWarningThatNamesThePolicy() {
        Milter broken = terms -> {
            throw new MilterFailure("cannot connect to unix:/nowhere");
        };
        try (Chain chain =
                session.chain(new LinkSettings("broken", broken, FailurePolicy.ACCEPT, false, false, false))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
        }

        assertEquals(
                1,
                session.lines().stream()
                        .filter(line -> line.matches("<4>session=\\w+-1 milter=broken failed at SMFIC_\\w+:"
                                + " cannot connect to unix:/nowhere; on-failure=accept"))
                        .count(),
                session.lines()::toString);
        assertTrue(
                session.messages().getFirst().contains(" milters=\"broken=failed/0ms\" edits=0 verdict=pass "),
                session.messages()::toString);
    }

    @Test
    void strangersCannotForgeALineOrAKey() {
        try (Chain chain = session.chain(LoggedSession.judge("first", Outcome.of(Ruling.CONTINUE)))) {
            session.begin(chain, "x\r\n<2>forged\u001b[2J");
            session.envelope(
                    chain, "<\"a verdict=pass decider=b\"@example.net>\n<2>forged", "<b@example.org>\n<2>forged");
            session.content(chain);
        }

        assertEquals(1, session.lines().size(), session.lines()::toString);
        String line = session.lines().getFirst();
        assertTrue(line.contains(" client=\"x\\x0d\\x0a<2>forged\\x1b[2J[192.0.2.7]\" "), line);
        assertTrue(
                line.contains(" from=\"<\\\"a verdict=pass decider=b\\\"@example.net>\\x0a<2>forged\" recipients=1 "),
                line);
    }

    @Test
    void anUnknownCommandAfterAMessageIsNoMessage() {
        try (Chain chain = session.chain(LoggedSession.judge("first", Outcome.of(Ruling.CONTINUE)))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
            chain.offer(new UnknownCommand("VERFY"), session.macros);
        }
        session.log.ended("");

        assertEquals(1, session.messages().size(), session.messages()::toString);
    }
}
