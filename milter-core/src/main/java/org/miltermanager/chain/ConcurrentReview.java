package org.miltermanager.chain;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Macros;

/** A milter that reviews a message as it arrived, on a thread of its own, while others work. */
final class ConcurrentReview {
    private final Link link;
    private final FutureTask<TimedOutcome> task;

    ConcurrentReview(Link link, Message message, Macros macros) {
        this.link = link;
        this.task = new FutureTask<>(() -> TimedOutcome.of(link, message, macros));
        Thread.ofVirtual().name(link.name()).start(task);
    }

    /** Waits for the outcome, which is there at the latest when the milter's deadline has passed. */
    TimedOutcome join() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("review by " + link.name(), bug.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The outcome is not needed: a milter that is still at work is interrupted. */
    void abandon() {
        boolean working = !task.isDone();
        if (working) {
            link.seat().interrupt();
        }
        join();
        if (working) {
            link.seat().forget();
        }
    }
}
