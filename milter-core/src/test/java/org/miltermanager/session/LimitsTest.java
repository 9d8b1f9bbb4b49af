package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** What a message may need, and what it is told where it needs more. */
class LimitsTest {
    private static final Packet HEADER = Commands.header("X-D", " 1234567");

    @ParameterizedTest
    @CsvSource({"3, c", "4, y 552 5.3.4 Message header too large"})
    void refusesMoreHeadersThanAreAllowed(int count, String answer) throws Exception {
        assertEquals(answer, withHeaders(count, limits(1_000, 3, 1_000)));
    }

    @ParameterizedTest
    @CsvSource({"3, c", "4, y 552 5.3.4 Message header too large"})
    void refusesLongerHeadersThanAreAllowed(int count, String answer) throws Exception {
        assertEquals(answer, withHeaders(count, limits(1_000, 100, 3 * 11)));
    }

    @ParameterizedTest
    @CsvSource({"1000, c", "1001, y 552 5.3.4 Message body too large"})
    void refusesALargerBodyThanIsAllowed(int size, String answer) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(limits(1_000, 100, 1_000));
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            assertEquals(answer, mta.content(Commands.body("x".repeat(500)), Commands.body("y".repeat(size - 500))));
            mta.abort();

            assertEquals("c", mta.message());
        }
    }

    @Test
    void saysOnceWhichLimitAMessageExceeds() throws Exception {
        try (var managed = Managed.start().where(limits(1_000, 3, 1_000));
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.content(HEADER, HEADER, HEADER, HEADER, HEADER, Commands.body("x".repeat(2_000)));

            var told = managed.heard.stream()
                    .filter(line -> line.startsWith("exceeded"))
                    .toList();
            assertEquals(List.of("exceeded: more than 3 headers"), told);
        }
    }

    @Test
    void keepsNotWhateverAMilterAsksFor() throws Exception {
        var edit = Replies.addHeader("X-Flood", "x".repeat(1_000_000));
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Misdeed.flood(edit, 100)));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());

            assertTrue(managed.awaitHeard("a failed at END_OF_MESSAGE: ")
                    .contains("edits of one message of more than 16777216 octets"));
        }
    }

    @Test
    void keepsALargeBodyInAFileThatHasNoName(@TempDir Path directory) throws Exception {
        String body = "0123456789abcdef".repeat(20_000);
        try (var a = ScriptedMilter.start(
                        Rules.continuing().on('E', Replies.replaceBody(body + "\r\n"), Replies.CONTINUE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b).where(all -> spooling(all, directory));
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.body(body.substring(0, 70_000)));
            mta.content(Commands.body(body.substring(70_000)));

            assertEquals(
                    body,
                    a.awaitVisit(1).received('B').stream().map(Packet::octets).collect(Collectors.joining()));
            assertEquals(
                    body + "\r\n",
                    b.awaitVisit(1).received('B').stream().map(Packet::octets).collect(Collectors.joining()));
            assertTrue(isEmpty(directory));
        }
    }

    @Test
    void defersMailThatCannotBeKept(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing");
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(all -> spooling(all, missing));
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            assertEquals(
                    "y 452 4.3.1 Insufficient storage for the message",
                    mta.content(Commands.body("x".repeat(140_000))));
            mta.abort();

            assertEquals("c", mta.message());
        }
    }

    @Test
    void defersMailWhoseNewBodyCannotBeKept(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing");
        var replacing = Rules.continuing().onNth('E', 1, Replies.replaceBody("x".repeat(140_000)), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(replacing);
                var managed = Managed.start().with("a", a).where(all -> spooling(all, missing));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());

            assertTrue(
                    managed.awaitHeard("a failed at ").contains("SMFIR_REPLBODY: cannot keep the body in " + missing));
        }
    }

    /** Whatever the milter's policy: it had found something to change. */
    @Test
    void defersMailWhoseNewBodyHasNoRoomForTheEndOfItsLastLine() throws Exception {
        var replacing = Rules.continuing().on('E', Replies.replaceBody("x".repeat(1_000)), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(replacing);
                var managed = Managed.start()
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .where(limits(1_000, 100, 1_000));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.message());
        }
    }

    @Test
    void defersMailWhoseNewBodyFromInsideCannotBeKept(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing");
        try (var managed = Managed.start()
                        .with("inside", _ -> new Replacing(), link -> link)
                        .where(all -> spooling(all, missing));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("y 452 4.3.1 Insufficient storage for the message", mta.message());
        }
    }

    /** Gives each message a long body. */
    private static final class Replacing implements Conversation {
        @Override
        public Set<Stage> stages() {
            return Set.of();
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return Ruling.CONTINUE;
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            return new Outcome(List.of(new ReplaceBody(Octets.of("x".repeat(140_000)))), Ruling.CONTINUE);
        }
    }

    @Test
    void defersMailWhoseHeadersFindNoRoomBesideThoseOfOthers() throws Exception {
        var header = Commands.header("X-Long", " " + "x".repeat(50_000));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(all -> remembering(all, 90_000));
                var mta = Dialogue.greeted(managed);
                var other = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(header);
            other.envelope();
            other.send(header);
            String first = mta.content(Commands.endOfHeaders());
            String second = other.content(Commands.endOfHeaders());
            mta.abort();

            assertEquals(
                    List.of("c", "y 452 4.3.1 Insufficient storage for the message"),
                    Stream.of(first, second).sorted().toList());
            assertEquals("c", mta.message(header));
        }
    }

    /** Bodies can go to files, headers cannot. */
    @Test
    void findsRoomForHeadersBesideTheBodiesOfOthers() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(all -> remembering(all, 10L * Message.CHUNK));
                var mta = Dialogue.greeted(managed);
                var other = Dialogue.greeted(managed)) {
            other.envelope();
            other.send(Commands.endOfHeaders());
            for (int i = 0; i <= 12; i++) {
                other.send(Commands.body("x".repeat(Message.CHUNK)));
            }
            a.awaitVisit(2).await('B', 12); // as far as it can be told while it arrives

            assertEquals("c", mta.message(Commands.header("X-Long", " " + "x".repeat(50_000))));

            assertEquals("c", other.content());
        }
    }

    private static ChainSettings remembering(ChainSettings all, long octets) {
        var usual = all.messages();
        return all.with(new MessageLimits(
                usual.spoolDirectory(),
                usual.bodyInMemory(),
                usual.maxSpool(),
                usual.maxHeaders(),
                usual.maxHeaderOctets(),
                new MessageMemory(octets)));
    }

    private static String withHeaders(int count, UnaryOperator<ChainSettings> limits) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(limits);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            for (int i = 0; i < count; i++) {
                mta.send(HEADER);
            }
            return mta.content(Commands.endOfHeaders());
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static UnaryOperator<ChainSettings> limits(long spool, int headers, long headerOctets) {
        var usual = MessageLimits.defaults();
        return all -> all.with(new MessageLimits(
                usual.spoolDirectory(), usual.bodyInMemory(), spool, headers, headerOctets, usual.memory()));
    }

    private static ChainSettings spooling(ChainSettings all, Path directory) {
        var usual = all.messages();
        return all.with(new MessageLimits(
                directory, 65_536, usual.maxSpool(), usual.maxHeaders(), usual.maxHeaderOctets(), usual.memory()));
    }
}
