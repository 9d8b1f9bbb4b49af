package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;

/** The resolver over reloads. */
class SharedResolverTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private static ResolverSettings settings(InetSocketAddress... servers) {
        return new ResolverSettings(List.of(servers), SOON, 1, SOON, 100);
    }

    @Test
    void keepsWhatItRemembersWhereNothingHasChanged() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
        var shared = new SharedResolver(() -> List.of(address));

        assertSame(shared.of(settings()), shared.of(settings()));
    }

    @Test
    void asksTheServersThatTheHostHasSinceTheReload() throws IOException {
        try (var before = DnsServer.start();
                var after = DnsServer.start()) {
            before.zone().txt("example.com", "before");
            after.zone().txt("example.com", "after");
            var host = new InetSocketAddress[] {before.address()};
            var shared = new SharedResolver(() -> List.of(host));
            Dns first = shared.of(settings());
            assertEquals(List.of("before"), first.texts("example.com").join().found());

            host[0] = after.address();
            Dns second = shared.of(settings());

            assertNotSame(first, second);
            assertEquals(List.of("after"), second.texts("example.com").join().found());
        }
    }
}
