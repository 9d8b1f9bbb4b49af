package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.miltermanager.fixtures.wire.Replies.addHeader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A long message: who can know that nobody will change it any more is told of it while it arrives. */
class ArrivingMessageTest {
    private static final Rules NO_BODY_CHANGE = Rules.continuing().negotiating(6, 0x1fd, 0);
    private static final Packet CHUNK = Commands.body("x".repeat(65_533) + "\r\n");
    private static final Packet[] BEGIN = {Commands.header("X-D", " one"), Commands.endOfHeaders(), CHUNK, CHUNK};

    @Test
    void isToldToTheFirstMilterWhileItArrivesAndToTheOthersWhenItIsComplete() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', addHeader("X-A", "1"), Replies.CONTINUE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);
            assertEquals("OCHMRT", b.awaitVisit(1).events());

            assertEquals("h X-A |  1, c", mta.content(Commands.body("end\r\n")));

            assertEquals("OCHMRTLNBBBE", a.awaitVisit(1).events());
            assertEquals("OCHMRTLLNBBBE", b.awaitVisit(1).events());
            assertEquals(
                    List.of(CHUNK, CHUNK, Commands.body("end\r\n")),
                    a.awaitVisit(1).received('B'));
        }
    }

    @Test
    void isToldToConcurrentMiltersTooButNotToOthersBetweenThem() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var c = ScriptedMilter.start(NO_BODY_CHANGE.on('E', addHeader("X-C", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a).with("b", b).with("c", c, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);
            c.awaitVisit(1).await('B', 1);
            assertEquals("OCHMRT", b.awaitVisit(1).events());

            assertEquals("h X-C |  1, c", mta.content());

            assertEquals("OCHMRTLNBBE", c.awaitVisit(1).events());
        }
    }

    @Test
    void isToldToTheFirstOneThatTakesItWhereThoseBeforeDoNot() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);

            b.awaitVisit(1).await('B', 1);
            assertEquals("c", mta.content());
            assertEquals("OCHMR", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'N', 'B'})
    void isRefusedByWhoRefusesItWhileItArrivesAndShownToNobodyElse(char stage) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(stage, Replies.replyCode("550 5.7.1 no")));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await(stage, 1);

            assertEquals("y 550 5.7.1 no", mta.content(CHUNK));

            assertEquals("OCHMRT", b.awaitVisit(1).events());
            assertEquals(1, a.awaitVisit(1).received(stage).size());
        }
    }

    @Test
    void goesOnWithoutWhoAcceptsItWhileItArrives() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('B', Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);

            assertEquals("c", mta.content(CHUNK));

            assertEquals("OCHMRTLNB", a.awaitVisit(1).events());
            assertEquals("OCHMRTLNBBBE", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT, c, OCHMRTLNBBBE", "TEMPFAIL, t, OCHMRT"})
    void costsAMilterThatDiesMeanwhileItsPolicy(FailurePolicy policy, String answer, String seenByTheOther)
            throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('B', Misdeed.die()));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed =
                        Managed.start().with("a", a, Managed.onFailure(policy)).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).awaitEnd();

            assertEquals(answer, mta.content(CHUNK));

            assertEquals(seenByTheOther, b.awaitVisit(1).events());
            assertEquals(1, managed.complaints().size(), managed.heard::toString);
        }
    }

    @Test
    void waitsWhereTheContentDecidesWhoIsAsked() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, Managed.when("message.size > 100000"))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            mta.send(CHUNK);

            assertEquals("c", mta.content());

            assertEquals("OCHMRTLNBBBE", a.awaitVisit(1).events());
            assertEquals("OCHMRTLNBBBE", b.awaitVisit(1).events());
        }
    }

    @Test
    void comesWithTheMacrosOfEachPart() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(Commands.macros('L', "i", "4F"), Commands.header("X-D", " one"));
            mta.send(Commands.macros('N', "i", "4F"), Commands.endOfHeaders());
            mta.send(Commands.macros('B', "i", "4F", "e", "1"), CHUNK);
            mta.send(Commands.macros('B', "i", "4F", "e", "1"), CHUNK);
            a.awaitVisit(1).await('B', 1);
            mta.send(Commands.macros('E', "i", "4F", "e", "2"));
            assertEquals("c", mta.content());

            var told = a.awaitVisit(1).received('D').stream()
                    .map(Packet::toString)
                    .filter(packet -> "LNBE".indexOf(packet.charAt(2)) >= 0)
                    .toList();
            assertEquals(
                    List.of(
                            Commands.macros('L', "i", "4F").toString(),
                            Commands.macros('N', "i", "4F").toString(),
                            Commands.macros('B', "i", "4F", "e", "1").toString(),
                            Commands.macros('B', "i", "4F", "e", "1").toString(),
                            Commands.macros('E', "i", "4F", "e", "2").toString()),
                    told);
        }
    }

    @Test
    void canBeReadByAMilterInsideWhileItArrives() throws Exception {
        var inside = new Reader();
        try (var managed = Managed.start().with("inside", terms -> inside, link -> link);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            assertEquals(Message.CHUNK, inside.nextPart());

            assertEquals("c", mta.content(Commands.body("end\r\n")));

            assertEquals(List.of("arrived 3 parts", "end of 131075 octets"), inside.happened);
        }
    }

    /** Reads what arrives. */
    private static final class Reader implements Conversation {
        private final BlockingQueue<Integer> parts = new LinkedBlockingQueue<>();
        private final List<String> happened = new ArrayList<>();

        int nextPart() throws InterruptedException {
            Integer length = parts.poll(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
            return length == null ? -1 : length;
        }

        @Override
        public Set<Stage> stages() {
            return Set.of();
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return Ruling.CONTINUE;
        }

        @Override
        public void arriving(Content content, Macros macros) {
            int count = 0;
            for (Octets part : content.body()) {
                parts.add(part.length());
                count++;
            }
            happened.add("arrived " + count + " parts");
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            happened.add("end of " + message.bodySize() + " octets");
            return Outcome.of(Ruling.CONTINUE);
        }
    }
}
