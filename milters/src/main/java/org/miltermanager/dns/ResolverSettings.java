package org.miltermanager.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the DNS is asked.
 *
 * @param servers in the order of preference; empty: those that the system names in {@code /etc/resolv.conf}
 * @param attempt how long one server may take for one question; positive
 * @param attempts how many times a question is put, to one server after the other; at least 1
 * @param deadline how long an answer may take at the most, whatever happens; positive
 * @param cached how many answers are remembered; the least used ones go
 */
public record ResolverSettings(
        List<InetSocketAddress> servers, Duration attempt, int attempts, Duration deadline, int cached) {
    public ResolverSettings {
        servers = List.copyOf(servers);
    }

    /** The same of other servers. */
    public ResolverSettings at(List<InetSocketAddress> others) {
        return new ResolverSettings(others, attempt, attempts, deadline, cached);
    }
}
