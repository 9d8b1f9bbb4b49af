package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.miltermanager.fixtures.wire.Replies.addHeader;
import static org.miltermanager.fixtures.wire.Replies.changeHeader;
import static org.miltermanager.fixtures.wire.Replies.insertHeader;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Milters that work side by side on the message as it arrived, while their answers count in list order. */
class ConcurrentMilterTest {
    /** Everything but SMFIF_CHGBODY. */
    private static final Rules NO_BODY = Rules.continuing().negotiating(6, 0x1fd, 0);

    private static final Packet[] THREE = {
        Commands.header("X-D", " one"), Commands.header("X-D", " two"), Commands.header("X-D", " three")
    };

    @Test
    void worksAtTheSameTimeOnTheMessageAsItArrived() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on(
                        'E', Misdeed.late(Duration.ofMillis(400), addHeader("X-A", "1"), Replies.CONTINUE)));
                var b = ScriptedMilter.start(NO_BODY.on('E', addHeader("X-B", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(THREE);
            mta.send(Commands.endOfHeaders(), Commands.endOfMessage());

            b.awaitVisit(1).await('E', 1);
            assertTrue(managed.heard.isEmpty(), managed.heard::toString);
            assertEquals("h X-A |  1", mta.mta().read().toString());
            assertEquals("h X-B |  1", mta.mta().read().toString());
            assertEquals("c", mta.mta().read().toString());
            assertEquals(
                    List.of("X-D:one", "X-D:two", "X-D:three"),
                    Dialogue.headers(b.awaitVisit(1).received('L')));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the milter before does, what the concurrent one asks for, what the mail server is asked for
        "delete 1, change 2, 'm 1 X-D | , m 1 X-D |  new, c'",
        "delete 1, delete 1, 'm 1 X-D | , c'",
        "delete 1, change 1, 'm 1 X-D | , h X-D |  new, c'",
        "delete 2, delete 3, 'm 2 X-D | , m 2 X-D | , c'",
        "insert 0, change 1, 'i 0 X-D |  above, m 2 X-D |  new, c'",
        "insert 0, insert 2, 'i 0 X-D |  above, i 3 X-D |  above, c'",
        "insert 1, insert 1, 'i 1 X-D |  above, i 1 X-D |  above, c'",
        "delete 1, insert 2, 'm 1 X-D | , i 1 X-D |  above, c'",
        "delete 3, insert 99, 'm 3 X-D | , i 3 X-D |  above, c'"
    })
    void meansTheHeaderThatItWasShown(String before, String concurrent, String asked) throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', edit(before), Replies.CONTINUE));
                var b = ScriptedMilter.start(NO_BODY.on('E', edit(concurrent), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            assertEquals(asked, mta.message(THREE));
        }
    }

    @Test
    void showsTheEditsOfAConcurrentMilterToThoseBehind() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', addHeader("X-A", "1"), Replies.CONTINUE));
                var b = ScriptedMilter.start(NO_BODY.on('E', addHeader("X-B", "1"), Replies.CONTINUE));
                var c = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, Managed.concurrent())
                        .with("b", b, Managed.concurrent())
                        .with("c", c);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-A |  1, h X-B |  1, c", mta.message());

            assertEquals(List.of(), Dialogue.headers(b.awaitVisit(1).received('L')));
            assertEquals(
                    List.of("X-A:1", "X-B:1"), Dialogue.headers(c.awaitVisit(1).received('L')));
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'r', 't', 'd'})
    void isGivenUpWhereAnEarlierMilterDecides(char verdict) throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', Packet.of(verdict)));
                var b = ScriptedMilter.start(NO_BODY.onNth('E', 1, Misdeed.hang()));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            long start = System.nanoTime();
            assertEquals(String.valueOf(verdict), mta.message(THREE));

            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
            b.awaitVisit(1).awaitEnd();
            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    @Test
    void isThereAgainForTheNextMessageWhenItWasGivenUp() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.onNth('E', 1, Replies.REJECT));
                var b = ScriptedMilter.start(NO_BODY.on('L', Misdeed.hang()));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            assertEquals("r", mta.message(THREE));
            b.awaitVisit(1).awaitEnd();
            mta.abort();

            assertEquals("c", mta.message());

            assertEquals("OCHMRTNBE", b.awaitVisit(2).events());
        }
    }

    @Test
    void decidesAtItsPlaceInTheList() throws Exception {
        try (var a = ScriptedMilter.start(
                        NO_BODY.on('E', Misdeed.late(Duration.ofMillis(200), Replies.replyCode("550 5.7.1 a"))));
                var b = ScriptedMilter.start(NO_BODY.on('L', Replies.replyCode("550 5.7.1 b")));
                var c = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a)
                        .with("b", b, Managed.concurrent())
                        .with("c", c);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("y 550 5.7.1 a", mta.message(THREE));

            assertEquals("OCHMRT", c.awaitVisit(1).events());
        }
    }

    @Test
    void isRefusedToAMilterThatMayReplaceTheBody() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', addHeader("X-A", "1"), Replies.CONTINUE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-A |  1, c", mta.message());

            assertTrue(managed.awaitHeard("b: concurrent refused: ").contains("SMFIF_CHGBODY"));
            assertEquals(List.of("X-A:1"), Dialogue.headers(b.awaitVisit(1).received('L')));
        }
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT, c", "TEMPFAIL, t"})
    void failsLikeAnyOther(FailurePolicy policy, String answer) throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY);
                var b = ScriptedMilter.start(NO_BODY.on('N', Misdeed.die()));
                var managed = Managed.start()
                        .with("a", a)
                        .with(
                                "b",
                                b,
                                link -> Managed.concurrent()
                                        .apply(Managed.onFailure(policy).apply(link)));
                var mta = Dialogue.greeted(managed)) {
            assertEquals(answer, mta.message());

            assertEquals(answer, mta.mail());
        }
    }

    @Test
    void isGivenUpWhereAnEarlierMilterQuarantines() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', Replies.quarantine("virus"), Replies.CONTINUE));
                var b = ScriptedMilter.start(NO_BODY.on('E', Part.answering(Replies.REJECT)));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            assertEquals("q virus, c", mta.message());
        }
    }

    @ParameterizedTest
    @CsvSource({"' new2', 'm 1 X-D |  new2'", "'', 'm 1 X-D | '"})
    void changesOnWhatItPutInPlaceOfAHeaderThatIsGone(String last, String asked) throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', changeHeader(1, "X-D", ""), Replies.CONTINUE));
                var b = ScriptedMilter.start(NO_BODY.on(
                        'E', changeHeader(1, "X-D", "new1"), changeHeader(1, "X-D", last.strip()), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            assertEquals("m 1 X-D | , h X-D |  new1, " + asked + ", c", mta.message(Commands.header("X-D", " one")));
        }
    }

    /** Sendmail has headers of its own that a header of that name takes the place of; the second one of them finds it taken. */
    @Test
    void changesTheHeaderThatItAddedBehindSendmail() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', addHeader("Message-Id", "a"), Replies.CONTINUE));
                var b = ScriptedMilter.start(NO_BODY.on(
                        'E', addHeader("Message-Id", "b"), changeHeader(1, "Message-Id", "b2"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greetedBySendmail(managed)) {
            assertEquals("h Message-Id |  a, h Message-Id |  b, m 1 Message-Id |  b2, c", mta.message());
        }
    }

    /** To Sendmail an index is signed. */
    @Test
    void insertsAtTheTopBehindSendmailWhereTheIndexIsBelowIt() throws Exception {
        try (var a = ScriptedMilter.start(NO_BODY.on('E', insertHeader(0xFFFF_FFFFL, "X-A", "a"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a, Managed.concurrent());
                var mta = Dialogue.greetedBySendmail(managed)) {
            assertEquals("i 0 X-A |  a, c", mta.message(THREE));
        }
    }

    private static Packet edit(String text) {
        long number = Long.parseLong(text.split(" ")[1]);
        return switch (text.split(" ")[0]) {
            case "delete" -> changeHeader(number, "X-D", "");
            case "change" -> changeHeader(number, "X-D", "new");
            default -> insertHeader(number, "X-D", "above");
        };
    }
}
