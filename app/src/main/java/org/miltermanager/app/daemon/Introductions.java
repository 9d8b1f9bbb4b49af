package org.miltermanager.app.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.miltermanager.chain.LinkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what milters wish for that may come late to a session, before there is one: the mail server has to be asked for macros and
 * for rejected recipients when it connects, and it is not known then which of these milters the client will have. One that does not
 * answer is asked again until it does. Used by one thread at a time.
 */
final class Introductions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);

    private final Duration patience;
    private final Duration pause;
    private List<Thread> unknown = List.of();

    /**
     * Nobody is asked yet.
     *
     * @param patience how long {@link #begin} waits for answers
     * @param pause how long a milter that did not answer is left alone
     */
    Introductions(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /** Asks those of the list whose wishes may not be known in time, all at once; those of an earlier list no more. */
    void begin(List<LinkSettings> milters) {
        close();
        List<LinkSettings> late =
                milters.stream().filter(LinkSettings::mayComeLate).toList();
        var asked = new CountDownLatch(late.size());
        unknown = late.stream()
                .map(link ->
                        Thread.ofVirtual().name("introduction " + link.name()).start(() -> introduce(link, asked)))
                .toList();
        try {
            boolean _ = asked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void introduce(LinkSettings link, CountDownLatch asked) {
        boolean known = attempt(link, true);
        asked.countDown();
        try {
            while (!known) {
                Thread.sleep(pause);
                known = attempt(link, false);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean attempt(LinkSettings link, boolean first) {
        try {
            link.milter().introduce();
            return true;
        } catch (RuntimeException failure) {
            if (first) {
                LOG.info("milter={} cannot be asked yet what it wishes for: {}", link.name(), failure.getMessage());
            }
            return false;
        }
    }

    /** Asks nobody any more. */
    @Override
    public void close() {
        unknown.forEach(Thread::interrupt);
        unknown = List.of();
    }
}
