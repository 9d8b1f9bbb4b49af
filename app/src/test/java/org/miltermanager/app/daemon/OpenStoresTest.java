package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Negotiate;

/** Stores over reloads. */
class OpenStoresTest {
    @TempDir
    private Path directory = Path.of("");

    private final OpenStores stores = new OpenStores(remark -> {});

    @AfterEach
    void close() {
        stores.close();
    }

    private StorePlace.File place(String name) {
        return new StorePlace.File(directory.resolve(name));
    }

    @Test
    void oneThatTheNextConfigurationHasTooStaysOpen() {
        OpenStores.Lease former = stores.new Lease();
        var store = former.at(place("one"));
        OpenStores.Lease next = stores.new Lease();

        assertSame(store, next.at(place("one")));
        former.close();

        assertTrue(stores.known(place("one")).isPresent());
    }

    @Test
    void oneFileIsOneStoreHoweverItIsSpelt() throws IOException {
        Files.createDirectory(directory.resolve("there"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        OpenStores.Lease lease = stores.new Lease();

        var store = lease.at(place("one"));

        assertSame(store, lease.at(place("there/../one")));
        assertSame(store, lease.at(new StorePlace.File(link.resolve("one"))));
        assertTrue(stores.known(new StorePlace.File(link.resolve("one"))).isPresent());
    }

    @Test
    void oneInADirectoryThatIsMadeForItIsTheSameAfterwards() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        var place = new StorePlace.File(link.resolve("new/one"));
        OpenStores.Lease lease = stores.new Lease();

        var store = lease.at(place);

        assertSame(store, lease.at(place));
    }

    @Test
    void oneThatNoConfigurationHasAnyMoreIsClosed() {
        OpenStores.Lease former = stores.new Lease();
        former.at(place("one"));
        former.at(place("one"));

        former.close();

        assertFalse(stores.hasFile());
        EmbeddedStore.visit(directory.resolve("one"), InstantSource.system()).close();
    }

    @Test
    void whatSessionsUseIsGivenBackWhenTheLastOfThemHasEnded() throws Exception {
        OpenStores.Lease former = stores.new Lease();
        former.at(place("one"));
        try (var deadlines = new Deadlines();
                var daemon = daemon(assembly().before(former::close), deadlines)) {
            daemon.start();
            try (Conversation session =
                    new ChildMilter(new ChildSettings(daemon.endpoint()), deadlines).begin(terms())) {
                session.stages();
                daemon.reload(assembly());
                assertTrue(stores.hasFile());
            }
            for (int tries = 0; stores.hasFile() && tries < 500; tries++) {
                Thread.sleep(10);
            }
            assertFalse(stores.hasFile());
        }
    }

    private static Terms terms() {
        return new Terms(
                Negotiate.EVERYTHING,
                own -> own,
                () -> {
                    throw new AssertionError("no body is replaced");
                },
                remark -> {});
    }

    private static Assembly assembly() {
        var defaults = Configuration.defaults();
        return new Assembly(List.of(), Assembly.chainSettings(defaults, false), defaults.limits());
    }

    private static Daemon daemon(Assembly assembly, Deadlines deadlines) {
        var access = new SocketAccess(SocketAccess.USUAL_MODE, Optional.empty(), Optional.empty());
        return new Daemon(
                ListeningSocket.open(new Endpoint.Inet("inet", 0, "127.0.0.1"), access),
                assembly,
                deadlines,
                () -> new SessionListener() {});
    }
}
