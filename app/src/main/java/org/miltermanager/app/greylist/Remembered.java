package org.miltermanager.app.greylist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.control.ControlClient;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.milters.greylist.GreylistSettings;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.redis.RedisStore;
import org.miltermanager.milters.greylist.store.GreylistAccess;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.StorePlace;

/**
 * Finds what a configuration's greylisting remembers.
 *
 * @param control the daemon's control socket; empty: it has none
 * @param milter the milter that is meant
 */
public record Remembered(Optional<Path> control, GreylistSettings milter) {
    /** Somebody waits for the answer of a command, and nobody's mail does. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * The milter that is meant.
     *
     * @param name empty: the only one, or the only store
     * @throws HostFailure if there is none, or several that remember in different places
     */
    public static Remembered of(Settings settings, String name) {
        List<GreylistSettings> milters = settings.milters().stream()
                .filter(milter -> name.isEmpty() || milter.name().equals(name))
                .flatMap(milter -> greylisting(milter).stream())
                .toList();
        if (milters.isEmpty()) {
            throw new HostFailure("no milter with use = \"greylist\" is configured"
                    + (name.isEmpty() ? "" : " under the name \"" + name + "\""));
        }
        Set<StorePlace> places = new LinkedHashSet<>();
        milters.forEach(milter -> places.add(milter.store().plain()));
        if (places.size() > 1) {
            throw new HostFailure("several milters remember in different places: " + places
                    + "; say which one is meant: --milter NAME");
        }
        return new Remembered(settings.control(), milters.getFirst());
    }

    private static Optional<GreylistSettings> greylisting(MilterSettings milter) {
        return milter.source() instanceof MilterSettings.Source.Inside(GreylistSettings settings)
                ? Optional.of(settings)
                : Optional.empty();
    }

    /** Does something with it. */
    public <T> T use(Function<GreylistAccess, T> action) {
        return switch (milter.store()) {
            case StorePlace.File(var path) -> useFile(path, action);
            case StorePlace.Server server -> {
                var patient = new StorePlace.Server(
                        server.address(), server.password(), server.authority(), server.prefix(), PATIENCE);
                yield useStore(RedisStore.open(patient, InstantSource.system(), remark -> {}), action);
            }
        };
    }

    private <T> T useFile(Path path, Function<GreylistAccess, T> action) {
        Optional<ControlClient> daemon = control.map(ControlClient::new).filter(ControlClient::reachable);
        if (daemon.isPresent()) {
            return action.apply(new DaemonGreylist(daemon.get(), path));
        }
        if (Files.notExists(path)) {
            throw new HostFailure("nothing is remembered: there is no " + path + ", and no daemon runs");
        }
        return useStore(EmbeddedStore.visit(path, InstantSource.system()), action);
    }

    private static <T> T useStore(GreylistStore store, Function<GreylistAccess, T> action) {
        try (store) {
            return action.apply(store);
        }
    }
}
