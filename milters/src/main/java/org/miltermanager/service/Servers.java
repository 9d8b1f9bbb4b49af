package org.miltermanager.service;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.function.Consumer;
import org.miltermanager.transport.Deadlines;

/** The servers of one service, any of which will do. Safe for use by any thread. */
public final class Servers {
    private final ServiceSettings settings;
    private final Deadlines deadlines;
    private final List<Server> all;

    Servers(ServiceSettings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
        this.all = settings.servers().stream()
                .map(endpoint -> new Server(endpoint, settings.avoided()))
                .toList();
    }

    /**
     * A caller, for one conversation.
     *
     * @param remarks is told of a server that failed where another one answered
     */
    public Caller caller(Consumer<String> remarks) {
        return new Caller(this, settings, deadlines, remarks);
    }

    /** In the order in which they should be asked now. */
    List<Server> inOrder() {
        record Seen(Server server, boolean avoided, int busy) {}
        return all.stream()
                .map(server -> new Seen(server, server.isAvoided(), server.busy()))
                .sorted(comparing(Seen::avoided).thenComparingInt(Seen::busy))
                .map(Seen::server)
                .toList();
    }
}
