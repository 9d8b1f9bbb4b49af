package org.miltermanager.app.daemon;

import java.util.Optional;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;

/** The one resolver of the program. It keeps what it remembers over a reload that does not concern it. Safe for use by any thread. */
final class SharedResolver {
    private record Made(ResolverSettings settings, Dns dns) {}

    private Optional<Made> last = Optional.empty();

    synchronized Dns of(ResolverSettings settings) {
        Made made = last.filter(kept -> kept.settings().equals(settings))
                .orElseGet(() -> new Made(settings, new Resolver(settings)));
        last = Optional.of(made);
        return made.dns();
    }
}
