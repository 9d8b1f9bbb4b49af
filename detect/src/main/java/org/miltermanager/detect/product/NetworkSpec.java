package org.miltermanager.detect.product;

import java.util.Set;

/** An address and a port, as {@link SocketSpec} takes them. */
final class NetworkSpec {
    private static final Set<String> ANY = Set.of("", "*", "0.0.0.0", "::");

    private NetworkSpec() {}

    /** @param address where a server listens; none, or any: it is asked on the host itself */
    static String of(String address, String port) {
        String host = ANY.contains(address) ? "127.0.0.1" : address;
        return (host.contains(":") ? "inet6:" : "inet:") + port + "@" + host;
    }
}
