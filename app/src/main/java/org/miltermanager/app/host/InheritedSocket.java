package org.miltermanager.app.host;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.transport.Endpoint;

/**
 * The listening socket that systemd hands over as file descriptor 3. Java takes an inherited socket from descriptor 0 alone, hence the
 * move; and when that socket is closed, Java takes standard output and error with it, hence the copies.
 *
 * @param channel listening, in blocking mode
 * @param endpoint where
 * @param output a copy of descriptor 1
 * @param error a copy of descriptor 2
 */
record InheritedSocket(ServerSocketChannel channel, Endpoint endpoint, int output, int error) {
    private static final int FIRST = 3; // SD_LISTEN_FDS_START

    /** @return empty where this process was not given any */
    static Optional<InheritedSocket> of(Map<String, String> environment) {
        String own = Long.toString(ProcessHandle.current().pid());
        String count = environment.getOrDefault("LISTEN_FDS", "");
        if (count.isEmpty() || !environment.getOrDefault("LISTEN_PID", "").equals(own)) {
            return Optional.empty();
        }
        if (!count.equals("1")) {
            throw new HostFailure("systemd passed " + count + " sockets (LISTEN_FDS), expected one;"
                    + " milter-manager.socket must have one ListenStream=");
        }
        try {
            return Optional.of(take());
        } catch (IOException e) {
            throw new HostFailure("cannot use the socket that systemd passed: " + e.getMessage(), e);
        }
    }

    private static InheritedSocket take() throws IOException {
        Descriptors.copyOnto(FIRST, 0);
        Descriptors.close(FIRST);
        if (System.inheritedChannel() instanceof ServerSocketChannel listening) {
            return new InheritedSocket(
                    listening, endpoint(listening.getLocalAddress()), Descriptors.copy(1), Descriptors.copy(2));
        }
        throw new HostFailure("systemd passed something that is no listening stream socket;"
                + " milter-manager.socket must have ListenStream= and no Accept=yes");
    }

    private static Endpoint endpoint(SocketAddress address) {
        return switch (address) {
            case UnixDomainSocketAddress unix -> new Endpoint.Unix(unix.getPath());
            case InetSocketAddress inet ->
                new Endpoint.Inet(
                        inet.getAddress() instanceof Inet6Address ? "inet6" : "inet",
                        inet.getPort(),
                        inet.getAddress().getHostAddress());
            default -> throw new HostFailure("systemd passed a socket at " + address + ", expected a unix or TCP one");
        };
    }

    /** To be called when the channel has been closed. */
    void restoreOutput() {
        Descriptors.copyOnto(output, 1);
        Descriptors.copyOnto(error, 2);
        Descriptors.close(output);
        Descriptors.close(error);
    }
}
