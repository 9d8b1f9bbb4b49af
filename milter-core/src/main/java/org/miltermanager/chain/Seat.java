package org.miltermanager.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.LostBody;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Whether a milter is there in this session, and what answers for it where it is not: because it wanted no more of the session, had
 * decided it, or failed (Postfix {@code def_reply}). Used by one thread at a time, but for {@link #interrupt}.
 */
final class Seat {
    private final LinkSettings settings;
    private final SessionListener listener;
    private final Terms terms;
    private volatile @Nullable Conversation conversation;
    private Verdict standing = Ruling.CONTINUE;
    private Wishes wished = Wishes.NONE;
    private boolean begun;
    private boolean tryAgain;
    private boolean holds;
    private boolean failed;
    private volatile boolean interrupted;

    Seat(LinkSettings settings, Terms terms, SessionListener listener) {
        this.settings = settings;
        this.terms = terms;
        this.listener = listener;
    }

    /** Opens the conversation; where that fails, the failure policy stands. */
    void take() {
        begun = true;
        tryAgain = false;
        holds = false;
        failed = false;
        standing = Ruling.CONTINUE;
        wished = Wishes.NONE;
        try {
            Conversation opened = settings.milter().begin(terms);
            conversation = opened;
            wished = opened.wishes();
            if (settings.concurrent() && !isConcurrent()) {
                terms.remarks()
                        .accept(
                                "concurrent refused: it negotiated SMFIF_CHGBODY, and a body can be replaced once; asked in its turn");
            }
        } catch (RuntimeException | Error failure) {
            fail(Stage.CONNECT, failure);
        }
    }

    /** @return true where it has been taken, whatever came of that */
    boolean isBegun() {
        return begun;
    }

    /** It is to be taken anew, when the milter is asked the next time. */
    void vacate() {
        begun = false;
    }

    /** @return true where it is asked at that stage, or may come until then */
    boolean mayTake(Stage stage) {
        return !begun
                || tryAgain
                || conversation().filter(open -> open.stages().contains(stage)).isPresent();
    }

    /** The milter, if it is there. */
    Optional<Conversation> conversation() {
        return Optional.ofNullable(conversation);
    }

    /** What answers where it is not there; continue where it is. */
    Verdict standing() {
        return conversation == null ? standing : Ruling.CONTINUE;
    }

    /** @return true where the next message gives a lost milter another chance */
    boolean isTriedAgain() {
        return tryAgain;
    }

    /** @return true where messages have to be held for this milter's failure */
    boolean holds() {
        return holds;
    }

    /** @return true where the milter failed, and another chance has not come yet */
    boolean hasFailed() {
        return failed;
    }

    /**
     * What it negotiated, also where it has left or failed since. Of a milter that may come late, what it wished for the last time: the mail
     * server wants to know before there is a client.
     */
    Wishes wishes() {
        return begun ? wished : settings.milter().lastWishes();
    }

    /** @return true where it {@linkplain #isConcurrent is concurrent}, or will be for all that is known before it is there */
    boolean mayBeConcurrent() {
        return settings.concurrent() && (!begun || isConcurrent());
    }

    /** @return true where it shall work at the same time as others, and may */
    boolean isConcurrent() {
        return settings.concurrent()
                && conversation()
                        .map(Conversation::actions)
                        .filter(can -> !can.contains(ActionFlag.CHGBODY))
                        .isPresent();
    }

    /** The milter is out of the session; from now on a verdict answers for it. */
    void leave(Verdict verdict, boolean quit) {
        standing = verdict;
        Conversation leaving = conversation;
        conversation = null;
        if (leaving != null) {
            harmlessly(quit ? leaving::close : leaving::sever);
        }
    }

    /** What should never throw, and must not cost others their part of the session where it does. */
    private void harmlessly(Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException | Error bug) {
            terms.remarks().accept("the end of its session: unexpected " + bug);
        }
    }

    /**
     * The milter failed.
     *
     * @return what its policy says now
     * @throws OutOfMemoryError where that is what it met: it is the program's failure
     */
    Verdict fail(Stage stage, Throwable failure) {
        if (failure instanceof OutOfMemoryError ours) {
            throw ours;
        }
        if (interrupted) {
            leave(Ruling.CONTINUE, false);
            return Ruling.CONTINUE;
        }
        MilterFailure told =
                failure instanceof MilterFailure known ? known : new MilterFailure("unexpected " + failure, failure);
        FailurePolicy lasting = settings.evaluation() ? FailurePolicy.ACCEPT : settings.onFailure();
        boolean lost = failure instanceof LostBody; // which the milter was not to blame for, nor could others read
        boolean deferred = (lost || told.afterEdits()) && !settings.evaluation();
        FailurePolicy now = deferred ? FailurePolicy.TEMPFAIL : lasting;
        leave(lasting.verdict(), false);
        failed = true;
        holds = lasting == FailurePolicy.QUARANTINE;
        tryAgain = lost || settings.failureEndsWithMessage();
        listener.failed(settings.name(), stage, told, now);
        return now.verdict();
    }

    /** @return true where nobody waits for its present work: it is asked no further question */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Its present work is not needed: called by another thread than the one that waits for it. */
    void interrupt() {
        interrupted = true;
        conversation().ifPresent(working -> harmlessly(working::interrupt));
    }

    /** After an interruption the conversation is at an unknown point; the next message of the session opens another. */
    void forget() {
        interrupted = false;
        leave(Ruling.CONTINUE, false);
        tryAgain = true;
    }
}
