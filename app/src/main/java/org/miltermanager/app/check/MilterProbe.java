package org.miltermanager.app.check;

import java.time.Duration;
import java.util.Optional;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.host.Obstacle;
import org.miltermanager.app.host.Reachability;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.Negotiate;

/** Asks milters what they would negotiate, and finds out why they do not answer. For any thread. */
public final class MilterProbe {
    /** Somebody waits for the result; a milter that needs longer to say hello has trouble. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Identity daemon;
    private final Deadlines deadlines;

    /** @param daemon as whom the daemon connects */
    public MilterProbe(Identity daemon, Deadlines deadlines) {
        this.daemon = daemon;
        this.deadlines = deadlines;
    }

    /** Talks to one milter, for a few seconds at the most. */
    public MilterFinding find(String name, ChildSettings settings) {
        Optional<Obstacle> obstacle = Reachability.obstacle(settings.endpoint(), daemon, shorter(settings.connect()));
        if (obstacle.isPresent()) {
            return new MilterFinding.Broken(
                    name,
                    settings.endpoint(),
                    obstacle.get().explanation(),
                    obstacle.get().remedy(Obstacle.Listener.MILTER));
        }
        try {
            return new MilterFinding.Works(
                    name,
                    settings.endpoint(),
                    new ChildMilter(patient(settings), deadlines).probe(Negotiate.EVERYTHING));
        } catch (MilterFailure failure) {
            return stranger(name, settings, failure);
        }
    }

    private static Duration shorter(Duration configured) {
        return configured.compareTo(LONGEST) < 0 ? configured : LONGEST;
    }

    private static ChildSettings patient(ChildSettings settings) {
        return new ChildSettings(
                settings.endpoint(),
                shorter(settings.connect()),
                shorter(settings.command()),
                settings.message(),
                settings.maxFrame(),
                settings.maxEdits());
    }

    private static MilterFinding stranger(String name, ChildSettings settings, MilterFailure failure) {
        String banner = Banner.at(settings.endpoint());
        return banner.isEmpty()
                ? new MilterFinding.Broken(
                        name,
                        settings.endpoint(),
                        "something listens there, but does not speak as a milter: " + failure.getMessage(),
                        "see the milter's log, and compare the address with the milter's own configuration")
                : new MilterFinding.Broken(
                        name,
                        settings.endpoint(),
                        "not a milter: " + Banner.kind(banner) + " answers there: \"" + banner + "\"",
                        "compare the address with the milter's own configuration; this one belongs to another service");
    }
}
