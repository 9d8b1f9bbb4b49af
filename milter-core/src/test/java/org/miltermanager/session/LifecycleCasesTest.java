package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Terms;

/** Cases 109 to 118: time, aborts, beginnings and ends. */
class LifecycleCasesTest {
    @Test
    @Tag("case-109")
    void tellsTheMailServerThatItIsAtWork() throws Exception {
        var slow = Rules.continuing().on('E', Misdeed.late(Duration.ofMillis(600), Replies.CONTINUE));
        try (var a = ScriptedMilter.start(slow);
                var b = ScriptedMilter.start(slow);
                var managed = Managed.start()
                        .keepingAlive(Duration.ofMillis(200))
                        .with("a", a)
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.endOfHeaders(), Commands.endOfMessage());

            var replies = new ArrayList<String>();
            do {
                replies.add(mta.mta().read().toString());
            } while (!replies.getLast().equals("c"));
            assertTrue(replies.size() >= 3, replies::toString);
            assertEquals("p", replies.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'M', 'R', 'E'})
    @Tag("case-110")
    void endsItsPatienceWithAMilterThatIsAlwaysBusy(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Misdeed.alwaysBusy(Duration.ofMillis(20))));
                var managed = Managed.start()
                        .where(within(Duration.ofMillis(900)))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a failed at ").contains("no "), managed.heard::toString);
            a.awaitVisit(1).awaitEnd();
        }
    }

    @Test
    @Tag("case-111")
    @Tag("case-112")
    void sharesTheTimeThatTheMailServerWaitsAmongTheMilters() throws Exception {
        var hanging = Rules.continuing().on('R', Misdeed.hang());
        try (var a = ScriptedMilter.start(hanging);
                var b = ScriptedMilter.start(hanging);
                var managed = Managed.start()
                        .where(within(Duration.ofSeconds(2)))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .with("b", b, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            long start = System.nanoTime();

            assertEquals("c", mta.rcpt("rcpt"));

            var took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() >= 1_900 && took.toMillis() < 4_000, took::toString);
            assertTrue(managed.awaitHeard("b failed at RCPT").contains("no reply"));
        }
    }

    /** One whose condition does not hold, one that answers from what it is told, one that has accepted the message. */
    @Test
    @Tag("case-111")
    void keepsNoTimeForMiltersThatTakeNone() throws Exception {
        try (var slow = ScriptedMilter.start(
                        Rules.continuing().on('R', Misdeed.late(Duration.ofMillis(700), Replies.CONTINUE)));
                var done = ScriptedMilter.start(Rules.continuing().on('M', Replies.ACCEPT));
                var other = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("slow", slow).where(within(Duration.ofSeconds(1)))) {
            for (int i = 0; i < 5; i++) {
                managed.with("rule" + i, new AtOnce(), Managed.when("recipient == \"other@example.com\""))
                        .with("done" + i, done)
                        .with("other" + i, other, Managed.when("client.address == \"198.51.100.1\""));
            }
            try (var mta = Dialogue.greeted(managed)) {
                mta.mail();

                assertEquals("c", mta.rcpt("rcpt"), managed.heard::toString);
            }
        }
    }

    private static final class AtOnce implements Milter {
        @Override
        public Conversation begin(Terms terms) {
            throw new MilterFailure("not asked");
        }

        @Override
        public boolean answersAtOnce() {
            return true;
        }
    }

    @Test
    @Tag("case-113")
    void takesAbortsAtAnyTimeForNothing() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.abort();
            mta.abort();
            assertEquals("c", mta.message());
            mta.abort();
            mta.abort();
            assertEquals("c", mta.message());
            mta.abort();
            mta.abort();
            mta.quit();

            assertTrue(mta.mta().isClosedByMilter());
            a.awaitVisit(1).awaitEnd();
            assertEquals("OCHAAMRTNBEAAMRTNBEAAQ", a.awaitVisit(1).events());
            assertFalse(managed.heard.contains("aborted"), managed.heard::toString);
        }
    }

    @Test
    @Tag("case-113")
    void reportsAMessageThatWasGivenUp() throws Exception {
        try (var managed = Managed.start();
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.abort();
            mta.abort();
            mta.quit();

            managed.awaitHeard("ended ");
            assertEquals(1, managed.heard.stream().filter("aborted"::equals).count(), managed.heard::toString);
        }
    }

    @Test
    void reportsAMessageWithinWhichTheSessionEnds() throws Exception {
        try (var managed = Managed.start();
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.quit();

            managed.awaitHeard("ended ");
            assertEquals(1, managed.heard.stream().filter("aborted"::equals).count(), managed.heard::toString);
        }
    }

    @Test
    @Tag("case-114")
    void letsAMilterGoWhenTheMailServerVanishes() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Misdeed.hang()));
                var managed =
                        Managed.start().keepingAlive(Duration.ofMillis(100)).with("a", a)) {
            try (var mta = Dialogue.greeted(managed)) {
                mta.envelope();
                mta.send(Commands.endOfHeaders(), Commands.endOfMessage());
                a.awaitVisit(1).await('E', 1);
            }

            long start = System.nanoTime();
            a.awaitVisit(1).awaitEnd();
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    @Tag("case-115")
    void finishesASessionWithTheMiltersThatItBeganWith() throws Exception {
        var adding = Rules.continuing().on('E', Replies.addHeader("X-New", "1"), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(adding);
                var managed = Managed.start().with("a", a);
                var old = Dialogue.greeted(managed)) {
            managed.with("b", b);

            try (var fresh = Dialogue.greeted(managed)) {
                assertEquals("h X-New |  1, c", fresh.message());
            }
            assertEquals("c", old.message());
        }
    }

    @Test
    @Tag("case-117")
    void editsNothingBeforeTheVerdictIsThere() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE));
                var b = ScriptedMilter.start(Rules.continuing().on('E', Misdeed.hang()));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.endOfHeaders(), Commands.endOfMessage());
            b.awaitVisit(1).await('E', 1);

            assertTrue(mta.mta().hearsNothingFor(Duration.ofMillis(200)));
        }
    }

    @Test
    @Tag("case-118")
    void servesManySessionsBeforeAMilterThatServesFew() throws Exception {
        var places = new Semaphore(10);
        var few = Rules.continuing().on('O', inPlace(places)).on('Q', leaving(places));
        try (var a = ScriptedMilter.start(few);
                var managed = Managed.start().patience(Duration.ofSeconds(30)).with("a", a);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var sessions = new ArrayList<Future<String>>();
            for (int i = 0; i < 200; i++) {
                sessions.add(clients.submit(() -> oneMessage(managed)));
            }

            for (Future<String> session : sessions) {
                assertEquals("c", session.get());
            }
            assertEquals(200, a.visits().size());
        }
    }

    @Test
    @Tag("case-122")
    void asksAMilterTwiceThatIsListedTwice() throws Exception {
        var adding = Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(adding);
                var managed = Managed.start().with("first", a).with("second", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-A |  1, h X-A |  1, c", mta.message());

            assertEquals(2, a.visits().size());
        }
    }

    private static String oneMessage(Managed managed) throws Exception {
        try (var mta = Dialogue.greeted(managed)) {
            String verdict = mta.message();
            mta.quit();
            return verdict;
        }
    }

    private static Part inPlace(Semaphore places) {
        return (_, visit) -> {
            places.acquire();
            visit.reply(Replies.negotiated(6, 0x1ff, 0));
        };
    }

    private static Part leaving(Semaphore places) {
        return (_, _) -> places.release();
    }

    private static UnaryOperator<ChainSettings> within(Duration time) {
        return all -> new ChainSettings(all.front(), Optional.of(time), time, all.messages(), true, all.threads());
    }
}
