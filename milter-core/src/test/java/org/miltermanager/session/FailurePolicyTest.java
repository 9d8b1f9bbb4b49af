package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.Script;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.transport.Endpoint;

/** Cases 45, 46, 106 and 123: what becomes of mail when a milter fails, as Postfix's milter_default_action. */
class FailurePolicyTest {
    private static final Packet[] EVENTS = {
        Commands.connect("client.example", 1025, "192.0.2.1"),
        Commands.helo("client.example"),
        Commands.unknown("FOO"),
        Commands.mail("<a@example.com>"),
        Commands.rcpt("<b@example.com>"),
        Commands.data()
    };

    static Stream<Arguments> everyPolicyAtEveryStage() {
        return Stream.of(FailurePolicy.values())
                .flatMap(policy -> "OCHUMRT".chars().mapToObj(stage -> Arguments.of(policy, (char) stage)));
    }

    static Stream<Arguments> everyPolicyInTheContent() {
        return Stream.of(FailurePolicy.values())
                .flatMap(policy -> "LNBE".chars().mapToObj(stage -> Arguments.of(policy, (char) stage)));
    }

    @ParameterizedTest
    @MethodSource("everyPolicyAtEveryStage")
    @Tag("case-45")
    void answersForALostMilterForTheRestOfTheSession(FailurePolicy policy, char stage) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(stage, Misdeed.die()));
                var managed = Managed.start().with("a", a, Managed.onFailure(policy));
                var mta = Dialogue.negotiated(managed)) {
            var got = new ArrayList<String>();
            var expected = new ArrayList<String>();
            boolean lost = stage == 'O';
            for (Packet event : EVENTS) {
                lost |= event.code() == stage;
                got.add(mta.ask(event));
                expected.add(lost ? answer(policy) : "c");
            }

            assertEquals(expected, got);
            assertEquals(endOfMessage(policy), mta.content(Commands.endOfHeaders()));
            mta.abort();
            assertEquals(answer(policy), mta.mail());
            assertEquals(endOfMessage(policy), mta.content(Commands.endOfHeaders()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyPolicyInTheContent")
    @Tag("case-45")
    void answersForAMilterLostInTheContent(FailurePolicy policy, char stage) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(stage, Misdeed.die()));
                var managed = Managed.start().with("a", a, Managed.onFailure(policy));
                var mta = Dialogue.greeted(managed)) {
            assertEquals(endOfMessage(policy), mta.message(Commands.header("Subject", " hello")));

            assertEquals(answer(policy), mta.mail());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'O', 'C', 'H', 'M', 'R', 'T', 'N', 'E'})
    @Tag("case-46")
    void triesALostMilterAgainWithTheNextMessageWhereThatIsConfigured(char stage) throws Exception {
        try (var a = ScriptedMilter.start(firstConnection(Rules.continuing().on(stage, Misdeed.die())));
                var managed = Managed.start().with("a", a, FailurePolicyTest::forTheMessage);
                var mta = Dialogue.negotiated(managed)) {
            mta.connect();
            mta.ask(Commands.helo("client.example"));
            mta.mail();
            mta.rcpt("rcpt");
            mta.data();
            mta.content(Commands.endOfHeaders(), Commands.body("x\r\n"));
            mta.abort();

            assertEquals("h X-Back |  1, c", mta.message());

            boolean backForTheFirst = "OCH".indexOf(stage) >= 0;
            assertEquals(
                    backForTheFirst ? "OCHMRTNBEAMRTNBE" : "OCHMRTNBE",
                    a.awaitVisit(2).events());
        }
    }

    @Test
    @Tag("case-46")
    void leavesALostMilterOutForTheSessionAsPostfixDoes() throws Exception {
        try (var a = ScriptedMilter.start(firstConnection(Rules.continuing().on('M', Misdeed.die())));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.mail());
            mta.abort();

            assertEquals("t", mta.mail());
            assertEquals(1, a.visits().size());
        }
    }

    @ParameterizedTest
    @EnumSource(FailurePolicy.class)
    @Tag("case-106")
    void doesNotLetAMessagePassThatALostMilterHadBegunToEdit(FailurePolicy policy) throws Exception {
        var dying = Misdeed.dieAfter(Replies.addHeader("X-Virus", "yes"));
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', dying));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed =
                        Managed.start().with("a", a, Managed.onFailure(policy)).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());

            assertEquals("OCHMRT", b.awaitVisit(1).events());
            assertEquals(answer(policy), mta.mail());
        }
    }

    @Test
    @Tag("case-106")
    void countsAnAnswerThatIsNoneBehindEditsAsLost() throws Exception {
        var failing = Part.answering(Replies.addHeader("X-Virus", "yes"), Replies.CONNECTION_FAILED);
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', failing));
                var managed = Managed.start().with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());
        }
    }

    @Test
    @Tag("case-123")
    void saysWhereAndWhyAMilterCannotBeReached(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.sock");
        try (var managed = Managed.start().with("a", Endpoint.parse("unix:" + missing), link -> link);
                var mta = Dialogue.negotiated(managed)) {
            assertEquals("t", mta.connect());

            String complaint = managed.awaitHeard("a failed at CONNECT: ");
            assertTrue(complaint.contains("unix:" + missing + ": connect: "), complaint);
        }
    }

    @Test
    @Tag("case-123")
    void findsAMilterAgainThatHasBeenStarted(@TempDir Path directory) throws Exception {
        String address = "unix:" + directory.resolve("late.sock");
        try (var managed = Managed.start().with("a", Endpoint.parse(address), link -> link)) {
            try (var mta = Dialogue.negotiated(managed)) {
                assertEquals("t", mta.connect());
            }
            try (var _ = ScriptedMilter.start(address, Rules.continuing());
                    var mta = Dialogue.negotiated(managed)) {
                assertEquals("c", mta.connect());
            }
        }
    }

    private static String answer(FailurePolicy policy) {
        return switch (policy) {
            case ACCEPT, QUARANTINE -> "c";
            case TEMPFAIL -> "t";
            case REJECT -> "y 550 5.5.0 Service unavailable";
            case SHUTDOWN -> "y 421 4.7.0 Service unavailable - try again later";
        };
    }

    private static String endOfMessage(FailurePolicy policy) {
        return policy == FailurePolicy.QUARANTINE ? "q a milter failed, c" : answer(policy);
    }

    private static LinkSettings forTheMessage(LinkSettings link) {
        return new LinkSettings(link.name(), link.milter(), FailurePolicy.ACCEPT, true, false, false);
    }

    private static Script firstConnection(Script bad) {
        var connections = new AtomicInteger();
        var good = Rules.continuing().on('E', Replies.addHeader("X-Back", "1"), Replies.CONTINUE);
        return () -> (connections.getAndIncrement() == 0 ? bad : good).open();
    }
}
