package org.miltermanager.app.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** What a unix socket does when one connects to it. */
enum SocketProbe {
    /** It takes the connection, or would as soon as its queue has room. */
    LISTENS,
    /** The file is left over: no process has the socket any more, or it does not listen. */
    NOBODY,
    /** This process may not connect: owner, group and mode, a directory on the way, an ACL, SELinux, AppArmor. */
    DENIED,
    /** It is not a stream socket, or vanished meanwhile. */
    OTHER;

    /** Connects and closes at once. Never waits: a unix connect would, for ever, where the queue is full. */
    static SocketProbe of(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return connect(channel, socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a unix socket", e);
        }
    }

    private static SocketProbe connect(SocketChannel channel, Path socket) {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return LISTENS;
        } catch (ConnectException e) {
            return NOBODY;
        } catch (BindException e) {
            return DENIED; // so Java calls EACCES and EPERM
        } catch (IOException e) {
            return OTHER;
        }
    }
}
