package org.miltermanager.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.miltermanager.transport.Endpoint;

/** Tells whether who connects to one address would reach the other. Asks no name server. */
public final class OwnAddress {
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "::");

    private OwnAddress() {}

    /** @return true where a connection to the first ends at the second */
    public static boolean reaches(Endpoint connect, Endpoint listen) {
        return switch (connect) {
            case Endpoint.Unix(var path) ->
                listen instanceof Endpoint.Unix(var own) && real(path).equals(real(own));
            case Endpoint.Inet(var _, var port, var host) ->
                listen instanceof Endpoint.Inet(var _, var ownPort, var ownHost)
                        && port == ownPort
                        && reaches(plain(host), plain(ownHost));
        };
    }

    private static boolean reaches(String host, String ownHost) {
        if (ANY.contains(ownHost)) {
            return isLoopback(host) || ANY.contains(host);
        }
        // Connecting to "any address" ends at the loopback interface.
        return host.equals(ownHost) || (ANY.contains(host) && isLoopback(ownHost));
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("::1");
    }

    private static String plain(String host) {
        return host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host;
    }

    /** /var/run is a link to /run on most systems. */
    private static Path real(Path socket) {
        var directory = socket.getParent();
        try {
            return directory == null ? socket : directory.toRealPath().resolve(socket.getFileName());
        } catch (IOException _) {
            return socket.normalize();
        }
    }
}
