package org.miltermanager.app.daemon;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;

/** The one resolver of the program. It keeps what it remembers over a reload that does not concern it. Safe for use by any thread. */
final class SharedResolver {
    private record Made(ResolverSettings settings, Dns dns) {}

    private final Supplier<List<InetSocketAddress>> host;
    private Optional<Made> last = Optional.empty();

    /** @param host tells the servers that the host asks at present */
    SharedResolver(Supplier<List<InetSocketAddress>> host) {
        this.host = host;
    }

    synchronized Dns of(ResolverSettings settings) {
        ResolverSettings present = settings.servers().isEmpty() ? settings.at(host.get()) : settings;
        Made made = last.filter(kept -> kept.settings().equals(present))
                .orElseGet(() -> new Made(present, new Resolver(present)));
        last = Optional.of(made);
        return made.dns();
    }
}
