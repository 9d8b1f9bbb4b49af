package org.miltermanager.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/** The servers that this host asks. */
public final class SystemServers {
    private SystemServers() {}

    /** From {@code /etc/resolv.conf}; where it names none, this host itself, as resolv.conf(5) says. */
    public static List<InetSocketAddress> find() {
        var file = new ResolvConfResolverConfigProvider();
        file.initialize();
        return file.servers().isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT))
                : List.copyOf(file.servers());
    }
}
