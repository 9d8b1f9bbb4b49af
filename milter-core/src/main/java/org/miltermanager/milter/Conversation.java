package org.miltermanager.milter;

import java.util.EnumSet;
import java.util.Set;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * One milter in one SMTP session. Called by one thread at a time, but for {@link #interrupt}. After any exception only {@link #sever} is called.
 */
public interface Conversation extends AutoCloseable {
    /**
     * The stages at which this conversation is asked; constant over the session. The end of the message always comes for a message
     * whose content is presented.
     */
    Set<Stage> stages();

    /** What the mail server should be asked for on this milter's behalf; constant over the session. */
    default Wishes wishes() {
        return Wishes.NONE;
    }

    /** What this milter may change at end of message; constant over the session. */
    default Set<ActionFlag> actions() {
        return EnumSet.allOf(ActionFlag.class);
    }

    /**
     * Something happened.
     *
     * @param event one of {@link #stages}
     * @param macros what the mail server told so far; {@link Macros#at} of the event's stage is what it told for this event
     * @return the verdict
     * @throws MilterFailure if no answer can be had
     */
    Verdict on(Event event, Macros macros);

    /**
     * A message is arriving that will come to this milter just as it arrives. Called where that is certain and the body is long: when all
     * headers are there, and as soon as the parts of the content that are among {@link #stages} have been told. What a milter gets done here
     * it need not do at the end of the message. That comes next, or {@link #abort} if the message is given up.
     *
     * @param content its body waits for what has not arrived, and ends in a {@link java.util.concurrent.CancellationException} where the
     *     message is given up, which is no failure
     * @param macros what the mail server told so far
     * @throws MilterFailure if no answer will be had at the end of the message either
     */
    default void arriving(Content content, Macros macros) {}

    /**
     * The message is complete.
     *
     * @param message as this milter is to see it; valid until this method returns
     * @param macros what the mail server told so far
     * @return edits and verdict
     * @throws MilterFailure if no answer can be had; {@link MilterFailure#afterEdits} tells whether edits had been asked for
     */
    default Outcome endOfMessage(Message message, Macros macros) {
        return Outcome.of(Ruling.CONTINUE);
    }

    /** The message, if one is open, is over without a verdict of this milter. May be called at any time, any number of times. */
    default void abort() {}

    /** The session is over (SMFIC_QUIT). Called once; nothing is called after it. Never throws. */
    @Override
    default void close() {}

    /**
     * Nobody waits for the present answer any more. Called by another thread than the one that is in a method of this conversation: that
     * method should end soon, by any exception; {@link #sever} follows when it has.
     */
    default void interrupt() {}

    /** The conversation ends without a word, after a failure or where the mail server would close without SMFIC_QUIT. Never throws. */
    default void sever() {
        close();
    }
}
