package org.miltermanager.app.daemon;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.redis.RedisStore;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.GreylistStores;
import org.miltermanager.milters.greylist.store.StorePlace;

/**
 * The stores of the program, each opened once and kept over reloads: sessions that began before one may still ask them. Safe for use by any
 * thread.
 */
final class OpenStores implements GreylistStores, AutoCloseable {
    private final Consumer<String> remarks;
    private final Map<StorePlace, GreylistStore> open = new HashMap<>();

    /** @param remarks takes what an operator should know */
    OpenStores(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    @Override
    public synchronized GreylistStore at(StorePlace place) {
        GreylistStore known = open.get(place);
        if (known == null) {
            known = opened(place);
            open.put(place, known);
        }
        return known;
    }

    private GreylistStore opened(StorePlace place) {
        return switch (place) {
            case StorePlace.File(var path) -> EmbeddedStore.open(path, InstantSource.system(), remarks);
            case StorePlace.Server server -> RedisStore.open(server, InstantSource.system(), remarks);
        };
    }

    /** The store there, if it is open. */
    synchronized Optional<GreylistStore> known(StorePlace place) {
        return Optional.ofNullable(open.get(place));
    }

    /** Whether one is in a file, which nobody else can open meanwhile. */
    synchronized boolean hasFile() {
        return open.keySet().stream().anyMatch(StorePlace.File.class::isInstance);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(GreylistStore::close);
        open.clear();
    }
}
