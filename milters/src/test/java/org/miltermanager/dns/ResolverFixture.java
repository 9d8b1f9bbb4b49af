package org.miltermanager.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.miltermanager.fixtures.dns.DnsServer;

/** A server on loopback and a resolver that asks it, with a clock of its own. */
abstract class ResolverFixture {
    static final Duration ATTEMPT = Duration.ofMillis(300);
    static final Duration DEADLINE = Duration.ofSeconds(5);
    static final int CACHED = 100;

    final AtomicLong clock = new AtomicLong();
    DnsServer server;
    Resolver resolver;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        resolver = resolver(DEADLINE, 2, server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    Resolver resolver(Duration deadline, int attempts, InetSocketAddress... servers) {
        return new Resolver(new ResolverSettings(List.of(servers), ATTEMPT, attempts, deadline, CACHED), clock::get);
    }

    static InetAddress address(String digits) {
        return InetAddress.ofLiteral(digits);
    }
}
