package org.miltermanager.milters.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** What a plug-in does costs itself only. */
class GuardedMilterTest {
    private static final Event MAIL = new MailFrom("<bob@example.net>", List.of());

    private final CountDownLatch over = new CountDownLatch(1);

    /** A plug-in that does the same whatever it is called for. */
    private record Does(Supplier<Verdict> what) implements Conversation {
        @Override
        public Set<Stage> stages() {
            return Set.of(Stage.MAIL);
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            return what.get();
        }

        @Override
        public void arriving(Content content, Macros macros) {
            var _ = what.get();
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            return Outcome.of(what.get());
        }
    }

    private static Conversation begin(Supplier<Verdict> what, Duration deadline) {
        return new GuardedMilter("example", terms -> new Does(what), deadline).begin(Scanned.terms(remark -> {}));
    }

    private static Conversation begin(Supplier<Verdict> what) {
        return begin(what, Duration.ofSeconds(20));
    }

    private Verdict waiting() {
        try {
            over.await();
        } catch (InterruptedException e) {
            over.countDown();
        }
        return Ruling.CONTINUE;
    }

    @Test
    void answersAsThePlugInDoes() {
        try (var session = begin(() -> Ruling.REJECT)) {
            assertEquals(Set.of(Stage.MAIL), session.stages());
            assertEquals(Ruling.REJECT, session.on(MAIL, Macros.NONE));
            assertEquals(Outcome.of(Ruling.REJECT), session.endOfMessage(Scanned.of("body\r\n"), Macros.NONE));
        }
    }

    @Test
    void aCallThatDoesNotReturnInTimeIsAFailureAndIsInterrupted() throws InterruptedException {
        try (var session = begin(this::waiting, Duration.ofMillis(50))) {
            var failure = assertThrows(MilterFailure.class, () -> session.on(MAIL, Macros.NONE));

            assertEquals("plug-in example.on(SMFIC_MAIL) did not return within 50 ms", failure.getMessage());
            assertTrue(over.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void oneThatDoesNotBeginInTimeHasFailed() {
        var milter = new GuardedMilter(
                "example",
                terms -> {
                    waiting();
                    return new Does(() -> Ruling.CONTINUE);
                },
                Duration.ofMillis(50));
        var terms = Scanned.terms(remark -> {});

        var failure = assertThrows(MilterFailure.class, () -> milter.begin(terms));

        assertEquals("plug-in example.begin did not return within 50 ms", failure.getMessage());
    }

    @Test
    void whatItThrowsIsAFailure() {
        try (var session = begin(() -> {
            throw new IllegalStateException("no idea");
        })) {
            var failure = assertThrows(MilterFailure.class, () -> session.on(MAIL, Macros.NONE));

            assertEquals(
                    "plug-in example.on(SMFIC_MAIL) threw java.lang.IllegalStateException: no idea",
                    failure.getMessage());
        }
    }

    @Test
    void itsOwnFailureStaysWhatItIs() {
        var edited = new MilterFailure("lost").havingEdited();
        try (var session = begin(() -> {
            throw edited;
        })) {
            var mail = Scanned.of("body\r\n");

            assertSame(edited, assertThrows(MilterFailure.class, () -> session.endOfMessage(mail, Macros.NONE)));
        }
    }

    @Test
    void aMessageThatIsGivenUpIsNoFailure() {
        try (var session = begin(() -> {
            throw new CancellationException();
        })) {
            var mail = Scanned.of("body\r\n");

            assertThrows(CancellationException.class, () -> session.arriving(mail, Macros.NONE));
        }
    }

    @Test
    void nobodyWaitsForOneThatIsInterrupted() throws InterruptedException {
        var begun = new CountDownLatch(1);
        try (var session = begin(() -> {
            begun.countDown();
            return waiting();
        })) {
            var interrupting = Thread.startVirtualThread(() -> {
                awaitQuietly(begun);
                session.interrupt();
            });

            assertThrows(MilterFailure.class, () -> session.on(MAIL, Macros.NONE));
            interrupting.join();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
