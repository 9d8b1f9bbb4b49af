package org.miltermanager.milters.plugin;

import java.util.Set;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.milters.OwnThread;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * A plug-in in one session. What is constant over the session it was asked when it began.
 *
 * @param inner the plug-in's own
 */
record GuardedConversation(
        Conversation inner, Terms terms, OwnThread thread, Set<Stage> stages, Wishes wishes, Set<ActionFlag> actions)
        implements Conversation {
    /** To be called on that thread. */
    static GuardedConversation of(Conversation inner, Terms terms, OwnThread thread) {
        return new GuardedConversation(
                inner, terms, thread, Set.copyOf(inner.stages()), inner.wishes(), Set.copyOf(inner.actions()));
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        return thread.call(
                "on(" + event.stage().command().wireName() + ")", terms.patience(), () -> inner.on(event, macros));
    }

    @Override
    public void arriving(Content content, Macros macros) {
        thread.call("arriving", terms.patience(), () -> {
            inner.arriving(content, macros);
            return true;
        });
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        return thread.call(
                "endOfMessage",
                terms.patience(),
                () -> inner.endOfMessage(message, macros),
                late -> late.body().ifPresent(BodySpool::close));
    }

    @Override
    public void abort() {
        thread.tell(() -> {
            inner.abort();
            return true;
        });
    }

    @Override
    public void interrupt() {
        Thread.startVirtualThread(inner::interrupt);
        thread.interrupt();
    }

    @Override
    public void sever() {
        end(inner::sever);
    }

    @Override
    public void close() {
        end(inner::close);
    }

    private void end(Runnable last) {
        thread.tell(() -> {
            last.run();
            return true;
        });
        thread.end();
    }
}
