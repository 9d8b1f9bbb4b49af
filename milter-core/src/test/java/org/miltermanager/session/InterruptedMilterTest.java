package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A milter that is busy with a message nobody waits for any more. */
class InterruptedMilterTest {
    private static final Packet CHUNK = Commands.body("x".repeat(65_533) + "\r\n");
    private static final Packet[] BEGIN = {
        Commands.header("X-D", " one"), Commands.endOfHeaders(), CHUNK, CHUNK, CHUNK, CHUNK
    };

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch busy = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotAskedOnWhereAnotherOneDecides(boolean throwing) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", waiting(throwing), Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            busy.await();

            assertEquals("r", mta.content(CHUNK));

            assertEquals(1, asked.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotAskedOnWhereTheMailServerGivesTheMessageUp(boolean throwing) throws Exception {
        try (var managed = Managed.start().with("b", waiting(throwing), link -> link);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            busy.await();
            mta.abort();

            assertEquals("c", mta.mail());

            assertEquals(1, asked.get());
        }
    }

    @Test
    void readsOnAndTheOthersSeeTheWholeBody(@TempDir Path directory) throws Exception {
        var inFiles = new MessageLimits(directory, 0, 1 << 30, 100, 1 << 20, new MessageMemory(1 << 20));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .where(settings -> settings.with(inFiles))
                        .with("late", _ -> new ReadingOn(), Managed.onFailure(FailurePolicy.ACCEPT))
                        .with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);

            assertEquals("c", mta.content());

            assertEquals("OCHMRTLNBBBBE", a.awaitVisit(1).events());
        }
    }

    /** Its time is over, and it has not noticed. */
    private static final class ReadingOn implements Conversation {
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
            Thread.currentThread().interrupt();
            try {
                message.body().forEach(part -> {});
            } finally {
                boolean _ = Thread.interrupted();
            }
            throw new MilterFailure("did not return in time");
        }
    }

    /** At each part of a body it waits until it is interrupted. */
    private Milter waiting(boolean throwing) {
        return terms -> new Conversation() {
            private final CountDownLatch interrupted = new CountDownLatch(1);

            @Override
            public Set<Stage> stages() {
                return EnumSet.of(Stage.BODY);
            }

            @Override
            public Set<ActionFlag> actions() {
                return Set.of();
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                asked.incrementAndGet();
                busy.countDown();
                try {
                    interrupted.await();
                } catch (InterruptedException unexpected) {
                    Thread.currentThread().interrupt();
                }
                if (throwing) {
                    throw new MilterFailure("interrupted");
                }
                return Ruling.CONTINUE;
            }

            @Override
            public void interrupt() {
                interrupted.countDown();
            }
        };
    }
}
