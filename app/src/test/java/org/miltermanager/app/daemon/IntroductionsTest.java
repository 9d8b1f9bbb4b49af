package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Wishes;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Stage;

class IntroductionsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Rules WISHING =
            Rules.continuing().negotiating(Replies.requestingMacros(Replies.negotiated(6, 0x100, 0x800), 0, "{x}"));

    @TempDir
    private Path directory = Path.of("");

    @AutoClose
    private final Deadlines deadlines = new Deadlines();

    private LinkSettings link(String address, String when) {
        var milter = new ChildMilter(new ChildSettings(Endpoint.parse(address)), deadlines);
        var requirement = new Requirement(Expression.of(when, Vocabulary.ofMail()), Answer.ASK);
        return new LinkSettings("a", milter, FailurePolicy.TEMPFAIL, false, false, false, requirement);
    }

    private static void awaitWishes(Milter milter, Wishes wishes) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!milter.lastWishes().equals(wishes) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(wishes, milter.lastWishes());
    }

    @Test
    void tellTheWishesOfAMilterBeforeTheFirstSession() throws IOException {
        try (var a = ScriptedMilter.start(WISHING);
                var introductions = new Introductions(LONG, LONG)) {
            LinkSettings link = link(a.address(), "client.port > 0");

            introductions.begin(List.of(link));

            assertEquals(
                    new Wishes(Map.of(Stage.CONNECT, List.of("{x}")), true),
                    link.milter().lastWishes());
        }
    }

    @Test
    void leaveAMilterAloneThatIsConnectedInTimeAnyway() throws IOException {
        try (var a = ScriptedMilter.start(WISHING);
                var introductions = new Introductions(LONG, LONG)) {
            introductions.begin(List.of(link(a.address(), "true")));

            assertEquals(List.of(), a.visits());
        }
    }

    @Test
    void areRepeatedUntilTheMilterIsThere() throws Exception {
        String address = "unix:" + directory.resolve("late");
        LinkSettings link = link(address, "client.port > 0");
        try (var introductions = new Introductions(LONG, Duration.ofMillis(20))) {
            introductions.begin(List.of(link));

            try (var _ = ScriptedMilter.start(address, WISHING)) {
                awaitWishes(link.milter(), new Wishes(Map.of(Stage.CONNECT, List.of("{x}")), true));
            }
        }
    }

    @Test
    void holdUpNobodyForLongWhereAMilterIsSilent() throws IOException {
        try (var a = ScriptedMilter.start(Rules.continuing().on('O', (packet, visit) -> {}));
                var introductions = new Introductions(Duration.ofMillis(50), LONG)) {
            long begin = System.nanoTime();

            introductions.begin(List.of(link(a.address(), "client.port > 0")));

            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
        }
    }
}
