package org.miltermanager.milters.plugin;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** What a plug-in returns when nobody waits for it any more. */
class LatePlugInTest {
    @TempDir
    private Path directory;

    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** It does not mind being interrupted. */
    private static void dawdle() {
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private class Slow implements Conversation {
        private final BodySpool body;

        Slow(BodySpool body) {
            this.body = body;
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
        public Outcome endOfMessage(Message message, Macros macros) {
            dawdle();
            body.append(Octets.of("x".repeat(3 * Message.CHUNK)));
            body.complete();
            returned.countDown();
            return new Outcome(List.of(), Optional.of(body), Ruling.CONTINUE);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void aBodyThatComesTooLateIsForgotten() throws InterruptedException {
        var memory = new MessageMemory(10L * Message.CHUNK);
        var body = new BodySpool(directory, 10L * Message.CHUNK, 100L * Message.CHUNK, memory);
        var session = new GuardedMilter("example", terms -> new Slow(body), Duration.ofMillis(100))
                .begin(Scanned.terms(remark -> {}));
        var mail = Scanned.of("body\r\n");
        assertThrows(MilterFailure.class, () -> session.endOfMessage(mail, Macros.NONE));
        session.sever();
        assertTrue(returned.await(10, TimeUnit.SECONDS));
        assertTrue(closed.await(10, TimeUnit.SECONDS));

        assertTrue(memory.take(10L * Message.CHUNK), "memory for messages is lost for as long as the program runs");
    }

    @Test
    void aConversationThatBeginsTooLateIsEnded() throws InterruptedException {
        var memory = new MessageMemory(0);
        var milter = new GuardedMilter(
                "example",
                terms -> {
                    dawdle();
                    return new Slow(new BodySpool(directory, 0, 0, memory));
                },
                Duration.ofMillis(100));
        var terms = Scanned.terms(remark -> {});

        assertThrows(MilterFailure.class, () -> milter.begin(terms));

        assertTrue(closed.await(3, TimeUnit.SECONDS), "nobody tells it that its session is over");
    }
}
