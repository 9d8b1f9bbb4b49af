package org.miltermanager.app.check;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.host.Obstacle;
import org.miltermanager.app.host.Reachability;
import org.miltermanager.service.Inquiry;
import org.miltermanager.transport.Deadlines;

/** Asks the servers behind milters that run inside whether they are there, and finds out why they do not answer. For any thread. */
public final class ServerProbe {
    /** Somebody waits for the result. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Identity daemon;
    private final Deadlines deadlines;

    /** @param daemon as whom the daemon connects */
    public ServerProbe(Identity daemon, Deadlines deadlines) {
        this.daemon = daemon;
        this.deadlines = deadlines;
    }

    /** Talks to one server, for a few seconds at the most. */
    public MilterFinding find(String milter, Inquiry inquiry) {
        Optional<Obstacle> obstacle = Reachability.obstacle(inquiry.server(), daemon, LONGEST);
        if (obstacle.isPresent()) {
            return new MilterFinding.Broken(
                    milter,
                    inquiry.server(),
                    obstacle.get().explanation(),
                    obstacle.get().remedy(Obstacle.Listener.SERVER));
        }
        try {
            return new MilterFinding.Serves(milter, inquiry.server(), inquiry.answer(LONGEST, deadlines));
        } catch (IOException failure) {
            return new MilterFinding.Broken(
                    milter,
                    inquiry.server(),
                    "something listens there, but gives no usable answer: " + failure.getMessage(),
                    "see the server's log, and compare the address with the server's own configuration");
        }
    }
}
