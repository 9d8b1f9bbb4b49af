package org.miltermanager.milters.jilter;

import java.time.Duration;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Terms;

/** A jilter handler, of which each session gets an instance and a thread. */
final class JilterMilter implements Milter {
    private final HandlerClass handler;
    private final Duration deadline;

    JilterMilter(HandlerClass handler, Duration deadline) {
        this.handler = handler;
        this.deadline = deadline;
    }

    @Override
    public Conversation begin(Terms terms) {
        return JilterConversation.begin(new Callbacks(handler, deadline), terms);
    }
}
