package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;

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
}
