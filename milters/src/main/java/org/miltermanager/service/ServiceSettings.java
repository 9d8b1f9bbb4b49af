package org.miltermanager.service;

import java.time.Duration;
import java.util.List;
import org.miltermanager.transport.Endpoint;

/**
 * Where a service listens, and how long it may take. All durations are positive.
 *
 * @param servers at least one; any of them will do
 * @param connect to accept a connection
 * @param transfer to take a part of the request, or to say something
 * @param exchange for one question, all servers together
 * @param avoided how long a server that failed is asked only where all others failed as well
 */
public record ServiceSettings(
        List<Endpoint> servers, Duration connect, Duration transfer, Duration exchange, Duration avoided) {
    public ServiceSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server to ask");
        }
    }

    /** The same question to each server. */
    public List<Inquiry> inquiries(Question<String> question) {
        return servers.stream().map(server -> new Inquiry(server, question)).toList();
    }
}
