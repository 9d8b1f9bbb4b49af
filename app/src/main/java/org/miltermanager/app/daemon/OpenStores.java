package org.miltermanager.app.daemon;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.redis.RedisStore;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.GreylistStores;
import org.miltermanager.milters.greylist.store.StorePlace;

/**
 * The stores of the program, each opened once and kept over reloads, as long as a configuration that names it is in use: sessions that began
 * before a reload may still ask theirs. Safe for use by any thread.
 */
final class OpenStores implements AutoCloseable {
    private final Consumer<String> remarks;
    private final Map<StorePlace, GreylistStore> open = new HashMap<>();
    private final Map<StorePlace, Integer> users = new HashMap<>();

    /** @param remarks takes what an operator should know */
    OpenStores(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    /** The stores of one configuration; those that no other one has are closed with it. */
    final class Lease implements GreylistStores, AutoCloseable {
        private final Set<StorePlace> places = new HashSet<>();

        @Override
        public GreylistStore at(StorePlace place) {
            return taken(place.plain(), places);
        }

        @Override
        public void close() {
            giveBack(places);
        }
    }

    private synchronized GreylistStore taken(StorePlace place, Set<StorePlace> places) {
        GreylistStore store = open.get(place);
        if (store == null) {
            store = opened(place);
            open.put(place, store);
        }
        if (places.add(place)) {
            users.merge(place, 1, Integer::sum);
        }
        return store;
    }

    private synchronized void giveBack(Set<StorePlace> places) {
        for (StorePlace place : places) {
            if (users.computeIfPresent(place, (known, count) -> count == 1 ? null : count - 1) == null) {
                Optional.ofNullable(open.remove(place)).ifPresent(GreylistStore::close);
            }
        }
        places.clear();
    }

    private GreylistStore opened(StorePlace place) {
        return switch (place) {
            case StorePlace.File(var path) -> EmbeddedStore.open(path, InstantSource.system(), remarks);
            case StorePlace.Server server -> RedisStore.open(server, InstantSource.system(), remarks);
        };
    }

    /** The store there, if it is open. */
    synchronized Optional<GreylistStore> known(StorePlace place) {
        return Optional.ofNullable(open.get(place.plain()));
    }

    /** Whether one is in a file, which nobody else can open meanwhile. */
    synchronized boolean hasFile() {
        return open.keySet().stream().anyMatch(StorePlace.File.class::isInstance);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(GreylistStore::close);
        open.clear();
        users.clear();
    }
}
