package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.Script;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Whatever a milter does, at whatever stage: the other milters, the other sessions and the mail server do not notice. */
class MisbehavingMilterTest {
    private static final String STAGES = "OCHUMRTLNBE";

    record Deed(String name, Part part) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Deed> DEEDS = List.of(
            new Deed("hangs", Misdeed.hang()),
            new Deed("closes", Misdeed.die()),
            new Deed("closes within its answer", Misdeed.dieWithin(Replies.replyCode("550 5.7.1 no"), 9)),
            new Deed("sends garbage", Misdeed.garbage(1, 4_096)),
            new Deed("announces a packet of 4 GB", Misdeed.octets("\u00ff\u00ff\u00ff\u00ffc")),
            new Deed("says that it cannot connect", Part.answering(Replies.CONNECTION_FAILED)),
            new Deed("answers twice", Misdeed.answerTwice(Replies.CONTINUE)),
            new Deed("floods with answers", Misdeed.flood(Replies.CONTINUE, 20_000)),
            new Deed("floods with progress", Misdeed.flood(Replies.PROGRESS, 20_000)),
            new Deed("floods with edits", Misdeed.flood(Replies.addHeader("X-Flood", "1"), 20_000)),
            new Deed("answers octet by octet", Misdeed.dribble(Replies.CONTINUE)));

    static Stream<Arguments> everyDeedAtEveryStage() {
        return DEEDS.stream().flatMap(deed -> STAGES.chars().mapToObj(stage -> Arguments.of(deed, (char) stage)));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("everyDeedAtEveryStage")
    @Tag("case-3")
    @Tag("case-4")
    @Tag("case-7")
    @Tag("case-8")
    @Tag("case-11")
    @Tag("case-92")
    void hurtsNobodyElse(Deed deed, char stage) throws Exception {
        try (var before = ScriptedMilter.start(
                        Rules.continuing().on('E', Replies.addHeader("X-Before", "1"), Replies.CONTINUE));
                var bad = ScriptedMilter.start(
                        onTheFirstConnection(Rules.continuing().on(stage, deed.part())));
                var behind = ScriptedMilter.start(
                        Rules.continuing().on('E', Replies.addHeader("X-Behind", "1"), Replies.CONTINUE));
                var managed = Managed.start()
                        .with("before", before)
                        .patience(Duration.ofMillis(600))
                        .with("bad", bad, Managed.onFailure(FailurePolicy.ACCEPT))
                        .patience(Duration.ofSeconds(15))
                        .with("behind", behind);
                var mta = Dialogue.greeted(managed);
                var other = Dialogue.greeted(managed)) {
            var answers = new ArrayList<String>();
            answers.add(mta.ask(Commands.unknown("FOO")));
            answers.add(mta.message(Commands.header("Subject", " hello")));
            answers.add(other.message());

            assertEquals(expected(deed, stage), answers, () -> mta.mta().talk() + managed.complaints());
            assertEquals("OCHUMRTLNBE", before.awaitVisit(1).events());
            assertEquals("OCHMRTNBE", before.awaitVisit(2).events());
            if (!answers.get(1).equals("t")) {
                assertEquals("OCHUMRTLLNBE", behind.awaitVisit(1).events());
            }
            assertEquals("OCHMRTLNBE", behind.awaitVisit(2).events());
        }
    }

    /** Each answer alone comes within the least time that a milter has for one. */
    @Test
    @Tag("case-110")
    void cannotGoOnForEverOneAnswerAfterTheOther() throws Exception {
        try (var a = ScriptedMilter.start(
                        Rules.continuing().on('L', Misdeed.late(Duration.ofMillis(80), Replies.CONTINUE)));
                var managed = Managed.start().with("a", a).where(all -> judging(all, Duration.ofMillis(500)));
                var mta = Dialogue.greeted(managed)) {
            var headers = new Packet[40];
            Arrays.fill(headers, Commands.header("X-Slow", " 1"));
            long start = System.nanoTime();

            assertEquals("t", mta.message(headers));

            assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
            managed.awaitHeard("a failed at HEADER: ");
        }
    }

    private static ChainSettings judging(ChainSettings all, Duration messageTime) {
        return new ChainSettings(
                all.front(),
                all.commandTime(),
                Optional.of(messageTime),
                all.messages(),
                all.rejectLocalRecipientsLater(),
                all.threads());
    }

    /** A milter that is lost after it has asked for an edit had found something to change: its message is not let through. */
    private static List<String> expected(Deed deed, char stage) {
        String edited = "h X-Before |  1, h X-Behind |  1, c";
        return List.of("c", stage == 'E' && deed.name().equals("floods with edits") ? "t" : edited, edited);
    }

    private static Script onTheFirstConnection(Script bad) {
        var connections = new AtomicInteger();
        return () -> (connections.getAndIncrement() == 0 ? bad : Rules.continuing()).open();
    }
}
