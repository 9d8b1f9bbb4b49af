package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 1 to 13: frames and sockets. What a frame reader does with octets alone is in the tests of the codec. */
class FramingCasesTest {
    /** A milter that is one answer ahead is found out when its next answer comes before it is asked again. */
    private static final Duration TIME_TO_SPEAK = Duration.ofMillis(500);

    private static final Packet[] SESSION = {
        Commands.negotiate(),
        Commands.macros('C', "v", "Postfix 3.10"),
        Commands.connect("client.example", 1025, "192.0.2.1"),
        Commands.helo("client.example"),
        Commands.mail("<sender@example.com>"),
        Commands.rcpt("<rcpt@example.com>"),
        Commands.data(),
        Commands.header("Subject", " hello"),
        Commands.endOfHeaders(),
        Commands.body("hello\r\n"),
        Commands.endOfMessage(),
        Commands.quit()
    };

    private static final List<String> ANSWERS =
            List.of("O v6 actions=0x1ff protocol=0x1c0080", "c", "c", "c", "c", "c", "h X-A |  1", "c");

    @Test
    @Tag("case-1")
    void takesCommandsAndRepliesOneOctetAtATime() throws Exception {
        var dribbling = Rules.continuing()
                .on('M', Misdeed.dribble(Replies.CONTINUE))
                .on('E', Misdeed.dribble(Replies.addHeader("X-A", "1"), Replies.CONTINUE));
        try (var a = ScriptedMilter.start(dribbling);
                var managed = Managed.start().with("a", a);
                var mta = managed.mta()) {
            for (Packet packet : SESSION) {
                for (byte octet : packet.frame()) {
                    mta.sendOctets(new byte[] {octet});
                }
            }

            for (String answer : ANSWERS) {
                assertEquals(answer, mta.read().toString());
            }
            assertTrue(mta.isClosedByMilter());
            assertEquals("OCHMRTLNBEQ", ended(a));
        }
    }

    @Test
    @Tag("case-2")
    void takesAWholeSessionInOneSegment() throws Exception {
        var all = new ByteArrayOutputStream();
        for (Packet packet : SESSION) {
            all.writeBytes(packet.frame());
        }
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a);
                var mta = managed.mta()) {
            mta.sendOctets(all.toByteArray());

            for (String answer : ANSWERS) {
                assertEquals(answer, mta.read().toString());
            }
            assertTrue(mta.isClosedByMilter());
            assertEquals("OCHMRTLNBEQ", ended(a));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0",
                "\u00ff\u00ff\u00ff\u00ffc",
                "HTTP/1.1 400 Bad Request\r\n",
                "\0\0\0\1z",
                "\0\0\0\2cx"
            })
    @Tag("case-3")
    @Tag("case-4")
    @Tag("case-7")
    void failsAMilterWhoseOctetsAreNoReply(String octets) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('M', Misdeed.octets(octets)));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(Commands.header("Subject", " hello")));

            managed.awaitHeard("a failed at MAIL: ");
            assertEquals("OCHMRTLNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-4")
    void suspectsAnotherProtocolBehindALengthOfLetters() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('M', Misdeed.octets("HTTP/1.1")));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.mail());

            String complaint = managed.awaitHeard("a failed at MAIL: ");
            assertTrue(complaint.contains("the text \"HTTP\": does the peer speak another protocol?"), complaint);
        }
    }

    @Test
    @Tag("case-5")
    void cutsALargeBodyPacketIntoChunksThatMiltersTake() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();

            assertEquals(
                    "c",
                    mta.content(
                            Commands.endOfHeaders(),
                            Commands.body("x".repeat(65_536)),
                            Commands.body("y".repeat(500_000))));

            var chunks =
                    a.awaitVisit(1).received('B').stream().map(Packet::octets).toList();
            assertEquals("x".repeat(65_536) + "y".repeat(500_000), String.join("", chunks));
            assertEquals(
                    List.of(65_535),
                    chunks.stream().limit(8).map(String::length).distinct().toList());
        }
    }

    @Test
    @Tag("case-6")
    void closesOnAnUnknownCommandOfTheMailServer() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.send(Packet.of('Z'));

            assertTrue(mta.mta().isClosedByMilter());
            assertTrue(managed.awaitHeard("ended ").contains("got 'Z', expected a command"), managed.heard::toString);
            assertEquals("OCHQ", ended(a));
        }
    }

    @Test
    @Tag("case-8")
    void failsAMilterThatClosesWithinAPacket() throws Exception {
        var dying = Misdeed.dieWithin(Replies.replyCode("550 5.7.1 no"), 7);
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', dying));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("t", mta.rcpt("rcpt"));
            assertTrue(managed.awaitHeard("a failed at RCPT: ").contains("closed within a packet"));
        }
    }

    @Test
    @Tag("case-9")
    void abortsTheMessageOfAMailServerThatVanishesInTheBody() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a)) {
            try (var mta = Dialogue.greeted(managed)) {
                mta.envelope();
                mta.send(Commands.endOfHeaders(), Commands.body("half a mess"));
            }

            assertEquals("OCHMRTAQ", ended(a));
            assertTrue(managed.heard.stream().noneMatch(line -> line.startsWith("message: ")));
        }
    }

    @Test
    @Tag("case-10")
    void beginsAnotherSessionUnderTheSameNegotiation() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());
            mta.send(Commands.quitNewConnection());

            assertEquals("c", mta.connect());
            assertEquals("c", mta.message());

            assertEquals("OCHMRTNBEQ", ended(a));
            assertEquals("OCMRTNBE", a.awaitVisit(2).events());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'H', 'M', 'R', 'T'})
    @Tag("case-11")
    void failsAMilterThatAnswersTwice(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Misdeed.answerTwice(Replies.CONTINUE)));
                var managed = Managed.start().with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a failed at ").contains("when it owed no reply"));
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'A', 'D'})
    @Tag("case-12")
    void failsAMilterThatAnswersWhatWantsNoAnswer(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth(code, 2, Replies.CONTINUE));
                var managed = Managed.start().with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            mta.abort();
            mta.send(Commands.macros('M', "i", "4711"));
            mta.abort();

            mta.envelope();
            Thread.sleep(TIME_TO_SPEAK.toMillis());
            assertEquals("c", mta.content());

            assertTrue(managed.awaitHeard("a failed at ").contains("when it owed no reply"));
        }
    }

    @Test
    @Tag("case-13")
    void losesPatienceWithAMilterThatDoesNotRead() throws Exception {
        var sleeper =
                Rules.continuing().negotiating(6, 0x1ff, 0x80000).onNth('B', 2, Misdeed.late(Duration.ofSeconds(5)));
        try (var a = ScriptedMilter.start(sleeper);
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .patience(Duration.ofSeconds(1))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .patience(Duration.ofSeconds(15))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            var chunk = Commands.body("x".repeat(65_535));
            mta.send(Commands.endOfHeaders());
            for (int i = 0; i < 400; i++) {
                mta.mta().sendOctets(chunk.frame());
            }

            assertEquals("c", mta.content());

            assertTrue(
                    managed.awaitHeard("a failed at ").contains("sending did not end within"), managed.heard::toString);
            assertEquals(400, b.awaitVisit(1).received('B').size());
        }
    }

    private static String ended(ScriptedMilter milter) throws InterruptedException {
        var visit = milter.awaitVisit(1);
        visit.awaitEnd();
        return visit.events();
    }
}
