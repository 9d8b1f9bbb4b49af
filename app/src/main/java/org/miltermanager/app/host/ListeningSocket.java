package org.miltermanager.app.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.transport.Endpoint;

/**
 * The socket at which mail servers find us: bound, listening, and open to those alone whom the configuration names.
 *
 * <p>Opened and closed by one thread.
 */
public final class ListeningSocket implements AutoCloseable {
    /** Connections that wait to be accepted; the kernel cuts it to net.core.somaxconn (4096). Postfix opens one for each SMTP session. */
    static final int BACKLOG = 1_024;

    private final ServerSocketChannel channel;
    private final Endpoint endpoint;
    private final Runnable leave;

    private ListeningSocket(ServerSocketChannel channel, Endpoint endpoint, Runnable leave) {
        this.channel = channel;
        this.endpoint = endpoint;
        this.leave = leave;
    }

    /**
     * Binds and listens.
     *
     * @param access for a unix socket; a TCP port is open to everybody who reaches it
     * @throws HostFailure if that is impossible; another program's socket and files that are no sockets are left as they are
     */
    public static ListeningSocket open(Endpoint endpoint, SocketAccess access) {
        return switch (endpoint) {
            case Endpoint.Unix unix -> {
                var file = SocketFile.bind(unix.path(), access);
                yield new ListeningSocket(file.channel(), unix, file::remove);
            }
            case Endpoint.Inet inet -> {
                ServerSocketChannel channel = ListeningPort.bind(inet);
                yield new ListeningSocket(
                        channel, new Endpoint.Inet(inet.scheme(), port(channel), inet.host()), () -> {});
            }
        };
    }

    /**
     * The socket that systemd opened for this service and keeps, whatever becomes of us ({@code milter-manager.socket}, sd_listen_fds(3)).
     * Its owner, group and mode are systemd's affair; closed, it loses no connection: those that wait are for the next process.
     *
     * @param environment {@code LISTEN_FDS} and {@code LISTEN_PID} are read
     * @return empty where systemd passed none
     * @throws HostFailure if it passed several, or one that does not listen
     */
    public static Optional<ListeningSocket> inherited(Map<String, String> environment) {
        return InheritedSocket.of(environment)
                .map(socket -> new ListeningSocket(socket.channel(), socket.endpoint(), socket::restoreOutput));
    }

    private static int port(ServerSocketChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bound and listening, in blocking mode. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Where it listens; with the port that the system chose where the configuration said 0. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Stops listening, then removes the socket's file if it is still ours and we may. May be called again. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            leave.run();
        }
    }
}
