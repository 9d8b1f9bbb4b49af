package org.miltermanager.app.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.milters.forgedhelo.ForgedHelo;
import org.miltermanager.milters.forgedresults.ForgedResults;
import org.miltermanager.milters.greylist.GreylistMilter;
import org.miltermanager.milters.greylist.GreylistSettings;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.milters.spf.SpfMilter;
import org.miltermanager.milters.spf.SpfSettings;

/** The milters of the demonstration: two examples, and two of those inside that need no server. */
final class ShownMilters {
    /** How long greylisting keeps mail waiting. */
    static final Duration DELAY = Duration.ofMinutes(10);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pace PACE = new Pace(DELAY, DAY, DAY, 1, 0);
    private static final LocalZone ZONE = new LocalZone(
            Map.of("example.org", "v=spf1 ip4:192.0.2.0/24 -all", "example.net", "v=spf1 ip4:192.0.2.0/24 -all"));

    private ShownMilters() {}

    /** In the order in which they are asked. What greylisting remembers is forgotten with them. */
    static List<LinkSettings> of(String ownName, Clock clock) {
        return List.of(
                new LinkSettings("forged-helo", new ForgedHelo(Set.of(ownName))),
                new LinkSettings("spf", new SpfMilter(spf(ownName), ZONE)),
                new LinkSettings("greylist", new GreylistMilter(greylist(), EmbeddedStore.inMemory(clock), clock)),
                new LinkSettings("forged-results", new ForgedResults(ownName)));
    }

    private static SpfSettings spf(String ownName) {
        return new SpfSettings(
                Optional.of(ownName),
                true,
                false,
                false,
                SpfSettings.Refusal.REJECT,
                SpfSettings.Refusal.ACCEPT,
                SpfSettings.Refusal.ACCEPT,
                Duration.ofSeconds(1));
    }

    private static GreylistSettings greylist() {
        return new GreylistSettings(
                PACE,
                24,
                64,
                new GreylistSettings.Exempt(List.of(), List.of(), List.of(), List.of(), false),
                GreylistSettings.Report.DELAYS,
                false,
                new StorePlace.File(Path.of("")),
                GreylistSettings.OnStoreLoss.ACCEPT);
    }
}
