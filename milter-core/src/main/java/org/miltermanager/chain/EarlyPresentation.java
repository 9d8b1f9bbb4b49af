package org.miltermanager.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Presents messages to one milter while they arrive, where that is begun, one after another. Used by the session's thread. */
final class EarlyPresentation {
    /** How long a milter may take to notice that a message is given up, before its connection is closed. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String milter;
    private final Seat seat;
    private @Nullable Aside<Optional<Verdict>> work;

    EarlyPresentation(String milter, Seat seat) {
        this.milter = milter;
        this.seat = seat;
    }

    /**
     * Begins.
     *
     * @param presentation up to the end of the body; ends in {@link CancellationException} where the message is given up
     */
    void begin(Supplier<Optional<Verdict>> presentation) {
        work = new Aside<>(milter, presentation);
    }

    /** @return true where one has begun, and nobody has asked what came of it: whoever it is about is busy with it */
    boolean isBegun() {
        return work != null;
    }

    /**
     * What ended a presentation before the end of the message.
     *
     * @param complete presents the message where none has begun
     * @throws RuntimeException what the presentation ended in
     */
    Optional<Verdict> result(Supplier<Optional<Verdict>> complete) {
        return work == null ? complete.get() : ended(work);
    }

    private Optional<Verdict> ended(Aside<Optional<Verdict>> begun) {
        try {
            return begun.join();
        } finally {
            work = null;
        }
    }

    /** The message, if one is being presented, will not be complete. To be called when its body is closed. */
    void giveUp() {
        if (work == null) {
            return;
        }
        boolean busy = !work.endsWithin(GRACE);
        if (busy) {
            seat.interrupt();
        }
        try {
            ended(work);
        } catch (CancellationException givenUp) {
            // As it should end.
        } catch (RuntimeException | Error failure) {
            seat.fail(Stage.BODY, failure);
        }
        if (busy) {
            seat.forget();
        }
    }
}
