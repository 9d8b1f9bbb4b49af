package org.miltermanager.chain;

import java.time.Duration;
import org.miltermanager.condition.Decision;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * Sees everything that happens in one SMTP session. One listener per session, called by the session's thread; failures and
 * remarks also come from threads in which several milters are connected or asked at the same time. Must not throw, and not block: mail waits for it.
 */
public interface SessionListener {
    /** Hears nothing. */
    SessionListener NONE = new SessionListener() {};

    /** The mail server reported an event. Headers and body chunks are reported as they arrive. */
    default void happened(Event event, Macros macros) {}

    /** A milter answered an event before the content. In evaluation mode the answer has no effect. */
    default void asked(String milter, Stage stage, Verdict verdict, Duration took) {}

    /**
     * A milter has reviewed a message. In evaluation mode edits and verdict have no effect.
     *
     * @param took since the message was complete, or since those before the milter had had it; what it did while the message arrived is not
     *     in it
     */
    default void reviewed(String milter, Outcome outcome, Duration took) {}

    /** A milter failed, and its policy was applied. */
    default void failed(String milter, Stage stage, MilterFailure failure, FailurePolicy applied) {}

    /** It was decided whether a milter is asked: about the session, the message or the recipient. Told of milters with a condition. */
    default void decided(Decision decision) {}

    /** Something an operator should know that is no failure. */
    default void remarked(String milter, String remark) {}

    /** The message that is open goes beyond a limit of ours, or cannot be kept: it will be refused. Told once a message. */
    default void exceeded(String limit) {}

    /**
     * The mail server was answered.
     *
     * @param decider the milter whose verdict it is; empty where none decided
     */
    default void answered(Stage stage, Verdict verdict, String decider) {}

    /** The mail server was answered at end of message. */
    default void messageAnswered(Reviewed message) {}

    /** The mail server gave up the message that was open: a sender had been told, and no end was answered. */
    default void aborted() {}

    /**
     * The session is over.
     *
     * @param trouble why, where it did not end in the usual way; empty where it did
     */
    default void ended(String trouble) {}
}
