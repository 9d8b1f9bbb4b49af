package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Script;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/**
 * Random sessions past three milters that answer anything, legal or not: the mail server always gets an answer, and only a legal and
 * harmless one; a milter is never told what libmilter would drop without an answer.
 */
class RandomSessionsTest {
    private static final int SEEDS = 80;

    /** Without SMFIF_CHGBODY, so that the milter may work at the same time as others. */
    private static final long WITHOUT_BODY = 0x1fd;

    private static final List<FailurePolicy> POLICIES = List.of(FailurePolicy.values());

    private static final List<Packet> VERDICTS = List.of(
            Replies.ACCEPT,
            Replies.REJECT,
            Replies.TEMPFAIL,
            Replies.DISCARD,
            Replies.SKIP,
            Replies.SHUTDOWN,
            Replies.CONNECTION_FAILED,
            Replies.replyCode("550 5.7.1 no"),
            Replies.replyCode("451-4.7.1 one\n451-4.7.1 two"),
            Replies.replyCode("250 ok"),
            Replies.replyCode("421 4.7.0 go"),
            Replies.quarantine("at any time"),
            Replies.addHeader("X-Early", "1"));

    private static final List<Packet> EDITS = List.of(
            Replies.addHeader("X-A", "1\r\n\r\nbody"),
            Replies.addHeader("X A", "1"),
            Replies.addHeader("", ""),
            Replies.insertHeader(0, "X-B", "2\n"),
            Replies.changeHeader(1, "Subject", ""),
            Replies.replaceBody("new\n"),
            Replies.replaceBody(""),
            Replies.addRecipient("<>"),
            Replies.addRecipient("<new@example.com>", "NOTIFY=NEVER"),
            Replies.changeSender("<>"),
            Replies.quarantine("odd"),
            Replies.PROGRESS);

    /** Decided everywhere from the beginning to the end. */
    private static final List<String> CONDITIONS = List.of(
            "true",
            "true",
            "true",
            "client.port > 0",
            "helo != \"\"",
            "percentile < 50",
            "recipient matches /[0-4]/",
            "recipients.count != 2",
            "header(\"Subject\") != \"\"",
            "message.size > 200");

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areAnsweredWithWhatIsHarmless(long seed) throws Exception {
        var dice = new Random(seed);
        var milters = new ArrayList<ScriptedMilter>();
        try (var managed = Managed.start()) {
            for (int i = 0; i < 3; i++) {
                milters.add(ScriptedMilter.start(moody(dice.nextLong())));
                var policy = POLICIES.get(dice.nextInt(POLICIES.size()));
                boolean again = dice.nextBoolean();
                boolean evaluated = dice.nextInt(5) == 0;
                boolean concurrent = dice.nextInt(3) == 0;
                var requirement = Managed.when(CONDITIONS.get(dice.nextInt(CONDITIONS.size())));
                managed.with(
                        "m" + i,
                        milters.getLast(),
                        link -> requirement.apply(
                                new LinkSettings(link.name(), link.milter(), policy, again, evaluated, concurrent)));
            }
            try (var session = new RandomSession(dice, managed)) {
                session.play();
            }
            for (ScriptedMilter milter : milters) {
                milter.visits().forEach(visit -> assertEquals("", LibmilterStates.dropped(visit)));
            }
        } finally {
            for (ScriptedMilter milter : milters) {
                milter.close();
            }
        }
    }

    /** Mostly continues, at the end with edits. */
    private static Script moody(long seed) {
        var dice = new Random(seed);
        long actions = dice.nextBoolean() ? 0x1ff : WITHOUT_BODY;
        Part part = (packet, visit) -> {
            if (packet.code() == 'O') {
                visit.reply(Replies.negotiated(6, actions, 0));
            } else if (packet.code() == 'E') {
                visit.reply(edits(dice));
                visit.reply(dice.nextInt(3) == 0 ? VERDICTS.get(dice.nextInt(9)) : Replies.CONTINUE);
            } else if ("CHMRTLNBU".indexOf(packet.code()) >= 0) {
                int bound = "CH".indexOf(packet.code()) >= 0 ? 40 : 9;
                visit.reply(dice.nextInt(bound) == 0 ? VERDICTS.get(dice.nextInt(VERDICTS.size())) : Replies.CONTINUE);
            }
        };
        return () -> part;
    }

    private static Packet[] edits(Random dice) {
        return dice.ints(dice.nextInt(5), 0, EDITS.size()).mapToObj(EDITS::get).toArray(Packet[]::new);
    }

    /** Commands in an order that mail servers have. */
    private static final class RandomSession implements AutoCloseable {
        private final Random dice;
        private final boolean sendmail;
        private final Dialogue mta;

        RandomSession(Random dice, Managed managed) throws IOException, InterruptedException {
            this.dice = dice;
            this.sendmail = dice.nextInt(3) == 0;
            this.mta = Dialogue.negotiated(managed);
        }

        void play() throws IOException, InterruptedException {
            ask(
                    "crty",
                    Commands.macros('C', sendmail ? "{if_name}" : "v", "Postfix"),
                    Commands.connect("h", 1, "192.0.2.1"));
            for (int i = dice.nextInt(6); i >= 0; i--) {
                switch (dice.nextInt(5)) {
                    case 0 -> ask("crty", Commands.helo("h"));
                    case 1 -> ask("crty", Commands.unknown("FOO"));
                    default -> message();
                }
            }
        }

        private void message() throws IOException, InterruptedException {
            boolean complete = ask("crtyd", Commands.mail("<a@example.com>")) == 'c' && recipients() && data();
            if (complete) {
                content();
            }
            if (!sendmail || !complete) {
                mta.abort();
            }
        }

        private boolean recipients() throws IOException, InterruptedException {
            int accepted = 0;
            for (int i = dice.nextInt(3); i >= 0; i--) {
                if (dice.nextInt(8) == 0) {
                    ask("crty", Commands.unknown("BAR"));
                }
                char answer = ask("crtyd", Commands.rcpt("<" + i + "@example.com>"));
                accepted += answer == 'c' ? 1 : 0;
                if (answer == 'd') {
                    return false;
                }
            }
            return accepted > 0 && dice.nextInt(8) != 0;
        }

        /** A client may go on after a refused DATA. */
        private boolean data() throws IOException, InterruptedException {
            char answer = ask("crtyd", Commands.data());
            if (answer == 'r' || answer == 't') {
                ask("crtyd", dice.nextBoolean() ? Commands.rcpt("<late@example.com>") : Commands.data());
            }
            return answer == 'c';
        }

        private void content() throws IOException, InterruptedException {
            mta.send(Commands.header("Subject", " x"), Commands.header("subject", " y"), Commands.endOfHeaders());
            mta.send(Commands.body("one\r\n"));
            mta.send(Commands.endOfMessage());
            var replies = new ArrayList<Packet>();
            do {
                replies.add(mta.mta().read());
            } while (!Replies.isVerdict(replies.getLast()));
            char verdict = replies.removeLast().code();
            String passing = sendmail ? "ca" : "c";
            assertTrue((passing + "rtyd").indexOf(verdict) >= 0, mta.mta()::talk);
            assertTrue(passing.indexOf(verdict) >= 0 || replies.isEmpty(), mta.mta()::talk);
            var codes = new StringBuilder();
            replies.forEach(reply -> codes.append(reply.code()));
            assertTrue(codes.toString().matches("[him+2e-]*b*q?"), mta.mta()::talk);
            replies.stream().filter(reply -> "him".indexOf(reply.code()) >= 0).forEach(this::assertHarmless);
        }

        /** No line end but within the value; Sendmail indents the lines behind it, for Postfix we do. */
        private void assertHarmless(Packet edit) {
            List<String> strings = edit.stringsFrom(edit.code() == 'h' ? 0 : 4);
            assertTrue(strings.getFirst().matches("[!-9;-~]+"), mta.mta()::talk);
            assertTrue(strings.getLast().matches("(?s)[^\r]*(?<!\n)"), mta.mta()::talk);
            assertTrue(sendmail || !strings.getLast().matches("(?s).*\n(?![ \t]).*"), mta.mta()::talk);
        }

        private char ask(String legal, Packet... packets) throws IOException, InterruptedException {
            String answer = mta.ask(packets);
            assertTrue(legal.indexOf(answer.charAt(0)) >= 0, mta.mta()::talk);
            assertTrue(answer.charAt(0) != 'y' || answer.matches("y ([45]\\d\\d)[ -].*"), answer);
            return answer.charAt(0);
        }

        @Override
        public void close() throws IOException {
            mta.quit();
            mta.close();
        }
    }
}
