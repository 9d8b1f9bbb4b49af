package org.miltermanager.app.host;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.miltermanager.transport.Endpoint;

/** Binds a TCP port. */
final class ListeningPort {
    private static final int FIRST_UNPRIVILEGED = 1_024;

    private ListeningPort() {}

    static ServerSocketChannel bind(Endpoint.Inet endpoint) {
        InetSocketAddress address = resolve(endpoint);
        try {
            // An IPv6 socket bound to "any" would take the IPv4 port too, hence the family of the address.
            var family = address.getAddress() instanceof Inet4Address
                    ? StandardProtocolFamily.INET
                    : StandardProtocolFamily.INET6;
            ServerSocketChannel channel = ServerSocketChannel.open(family);
            try {
                // Connections of an earlier run that linger in TIME_WAIT must not keep the port from us.
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return channel.bind(address, ListeningSocket.BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (BindException e) {
            throw new HostFailure("cannot listen at " + endpoint + ": " + why(e, address), e);
        } catch (IOException e) {
            throw new HostFailure("cannot listen at " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress resolve(Endpoint.Inet endpoint) {
        try {
            return (InetSocketAddress) endpoint.address();
        } catch (UnknownHostException e) {
            throw new HostFailure(
                    "cannot listen at " + endpoint + ": the host name has no address; give an address of this machine",
                    e);
        }
    }

    private static String why(BindException e, InetSocketAddress address) {
        var occupant = Occupants.ofAddress(address).stream().findFirst();
        if (occupant.isPresent()) {
            return "the port is taken by " + occupant.get() + "; stop it or choose another port";
        }
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Permission denied") && address.getPort() < FIRST_UNPRIVILEGED) {
            return "ports below " + FIRST_UNPRIVILEGED + " are for root; choose another port";
        }
        if (reason.contains("Cannot assign")) {
            return "this machine has no address " + address.getAddress().getHostAddress() + "; see: ip address";
        }
        return reason + "; see: ss -ltnp 'sport = :" + address.getPort() + "'";
    }
}
