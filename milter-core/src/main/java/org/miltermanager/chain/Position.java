package org.miltermanager.chain;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Where one milter stands in the session: what it can be told without libmilter dropping it silently ({@code engine.c}, table of next
 * states), and what it does not want to be told (Postfix {@code skip_event_type}, {@code MILTER8_STAT_ACCEPT_MSG}).
 */
final class Position {
    private static final Set<Stage> ENVELOPE = EnumSet.of(Stage.RCPT, Stage.DATA);
    private static final Set<Stage> ANY_TIME = EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL);

    private boolean inTransaction;
    private boolean done;
    private boolean refused;
    private boolean dataSeen;
    private boolean resting;
    private @Nullable Stage skipped;

    /**
     * What is not for it: RCPT and DATA need a MAIL of this transaction and no DATA, or it would not answer; nothing follows its own end of
     * the message, except that it may have refused it and is told of unknown commands still (both mail servers do so).
     */
    boolean wouldDrop(Stage stage) {
        boolean over = done && !(refused && stage == Stage.UNKNOWN);
        return (over && !ANY_TIME.contains(stage)) || (ENVELOPE.contains(stage) && (!inTransaction || dataSeen));
    }

    /** @return true where its part of the present message, or of the last one, is over, and no other has begun (Sendmail {@code SMFS_DONE}) */
    boolean isOver() {
        return done || resting;
    }

    /** What answers in its place: behind DATA a further recipient would escape it, and behind a DATA that it refused, the message. */
    Verdict insteadOfDropped(Stage stage) {
        boolean escapes = ENVELOPE.contains(stage) && inTransaction && dataSeen && (refused || !done);
        return escapes ? Ruling.TEMPFAIL : Ruling.CONTINUE;
    }

    /** @return true where it asked for no more of this; another stage ends that */
    boolean skips(Stage stage) {
        if (skipped == stage) {
            return true;
        }
        skipped = null;
        return false;
    }

    /** @return true where it asked for no more of this, which is left as it is */
    boolean isSkipping(Stage stage) {
        return skipped == stage;
    }

    /** It asked for no more of this. */
    void skip(Stage stage) {
        skipped = stage;
    }

    /** It was told, or had declined to be told. */
    void told(Stage stage, Verdict verdict) {
        inTransaction |= stage == Stage.MAIL && !verdict.decides();
        dataSeen |= stage == Stage.DATA;
        resting &= stage != Stage.HELO;
    }

    /** It needs no more of this message. */
    void done() {
        done = true;
    }

    /** It refuses this message. */
    void refused() {
        refused = true;
        done = true;
    }

    /** @return true where it has to see the content of the present message */
    boolean takesContent() {
        return inTransaction && !done;
    }

    /** Its message was given up. */
    void rest() {
        boolean part = inTransaction || done;
        endMessage();
        resting = part;
    }

    /** No message is open. */
    void endMessage() {
        inTransaction = false;
        done = false;
        refused = false;
        dataSeen = false;
        resting = false;
        skipped = null; // or the next message, where it was MAIL, would begin with what is skipped
    }
}
