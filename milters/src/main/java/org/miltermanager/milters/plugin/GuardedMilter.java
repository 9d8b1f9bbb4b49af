package org.miltermanager.milters.plugin;

import java.time.Duration;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Terms;
import org.miltermanager.milter.Wishes;
import org.miltermanager.milters.OwnThread;

/** A milter of a plug-in, of which each session has a thread: a call that does not return in time is its failure. */
final class GuardedMilter implements Milter {
    private final String plugIn;
    private final Milter milter;
    private final Duration deadline;
    private volatile Wishes lastWishes = Wishes.NONE;

    /** @param deadline for each call */
    GuardedMilter(String plugIn, Milter milter, Duration deadline) {
        this.plugIn = plugIn;
        this.milter = milter;
        this.deadline = deadline;
    }

    @Override
    public Conversation begin(Terms terms) {
        OwnThread thread = thread();
        try {
            GuardedConversation begun = thread.call(
                    "begin",
                    terms.patience(),
                    () -> GuardedConversation.of(milter.begin(terms), terms, thread),
                    late -> late.inner().sever());
            lastWishes = begun.wishes();
            return begun;
        } catch (MilterFailure failure) {
            thread.end();
            throw failure;
        }
    }

    @Override
    public Wishes lastWishes() {
        return lastWishes;
    }

    @Override
    public void introduce() {
        OwnThread thread = thread();
        try {
            lastWishes = thread.call("introduce", own -> own, () -> {
                milter.introduce();
                return milter.lastWishes();
            });
        } finally {
            thread.end();
        }
    }

    private OwnThread thread() {
        ClassLoader loader = milter.getClass().getClassLoader();
        return new OwnThread("plug-in " + plugIn, loader, deadline);
    }
}
