package org.miltermanager.app.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.miltermanager.chain.SessionListener;

/** Makes the log of each session, and counts sessions. Safe for use by any thread. */
public final class SessionLogs implements Supplier<SessionListener> {
    private final Consumer<String> onFailure;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong undecided = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();

    /** @param onFailure told the name of each milter that fails, by the thread that met the failure */
    public SessionLogs(Consumer<String> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public SessionListener get() {
        return new SessionLog(Long.toString(ProcessHandle.current().pid(), 36) + "-" + begun.incrementAndGet(), this);
    }

    /** A condition could not be decided: how often that was, and of which milter. */
    String undecided(String milter) {
        return "[condition][undecided] " + undecided.incrementAndGet() + "(+1): " + milter;
    }

    /** A milter failed. */
    void failed(String milter) {
        onFailure.accept(milter);
    }

    /** A session is over: what milter manager logs of all of them. */
    String finish() {
        long all = finished.incrementAndGet();
        return "[sessions][finished] " + all + "(+1) " + (begun.get() - all);
    }
}
