package org.miltermanager.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Decision;
import org.miltermanager.condition.Truth;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;

/** The lines from which milter manager's analyzers draw. */
class StatisticsTest {
    private static final String SECONDS = "\\[\\d+\\.\\d{6}]\\(\\w+-1\\)";

    private final LoggedSession session = new LoggedSession();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void endWithTheSession() {
        var stamp = new Outcome(List.of(new AddHeader("X-A", " 1")), Ruling.CONTINUE);
        try (Chain chain = session.chain(
                LoggedSession.judge("first", stamp), LoggedSession.judge("second", Outcome.of(Ruling.REJECT)))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
        }
        session.log.ended("");

        LoggedSession.assertLines(
                List.of(
                        "<5>\\[statistics] \\[milter]\\[header]\\[add]\\(\\w+-1\\): <X-A>=<1>: first",
                        "<5>\\[statistics] \\[milter]\\[end]\\[end-of-message]\\[pass]" + SECONDS + ": first",
                        "<5>\\[statistics] \\[milter]\\[end]\\[end-of-message]\\[reject]" + SECONDS + ": second",
                        "<5>\\[statistics] \\[session]\\[end]\\[end-of-message]\\[reject]" + SECONDS,
                        "<5>\\[statistics] \\[sessions]\\[finished] 1\\(\\+1\\) 0"),
                session.statistics(""));
    }

    @Test
    void countWhatCouldNotBeDecided() {
        for (int i = 0; i < 2; i++) {
            session.log.decided(new Decision("first", Stage.MAIL, Answer.SKIP, Truth.UNKNOWN, List.of()));
        }

        LoggedSession.assertLines(
                List.of(
                        "<5>\\[statistics] \\[condition]\\[undecided] 1\\(\\+1\\): first",
                        "<5>\\[statistics] \\[condition]\\[undecided] 2\\(\\+1\\): first"),
                session.statistics(""));
    }

    @Test
    void tellHeadersOfTheMessageAndAnEndWithoutGoodbye() {
        var stamp = new Outcome(List.of(new AddHeader("X-A", " 1")), Ruling.CONTINUE);
        session.all.get();
        try (Chain chain = session.chain(LoggedSession.judge("first", stamp))) {
            session.begin(chain, "client");
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
            session.content(chain);
            session.envelope(chain, "<a@example.net>", "<b@example.org>");
        }
        session.log.ended("the mail server disconnected within a message");

        LoggedSession.assertLines(
                List.of(
                        "<5>\\[statistics] \\[milter]\\[header]\\[add]\\(\\w+-1\\): <X-A>=<1>: first",
                        "<5>\\[statistics] \\[session]\\[header]\\[add]\\(\\w+-1\\): <X-A>=<1>",
                        "<5>\\[statistics] \\[milter]\\[end]\\[envelope-recipient]\\[pass]" + SECONDS + ": first",
                        "<5>\\[statistics] \\[session]\\[end]\\[envelope-recipient]\\[abort]" + SECONDS,
                        "<5>\\[statistics] \\[session]\\[disconnected]" + SECONDS,
                        "<5>\\[statistics] \\[sessions]\\[finished] 1\\(\\+1\\) 1"),
                session.statistics(""));
    }

    @Test
    void tellEveryMilterOfManyThatFailAtTheSameTime() {
        LinkSettings[] broken = IntStream.range(0, 200)
                .mapToObj(number -> new LinkSettings("broken" + number, terms -> {
                    throw new MilterFailure("down");
                }))
                .toArray(LinkSettings[]::new);
        session.chain(broken).close();
        session.log.ended("");

        assertEquals(200, session.statistics("[milter][end][start][error]").size());
    }
}
