package org.miltermanager.detect.product;

import java.nio.file.Path;
import java.util.Set;
import org.miltermanager.transport.Endpoint;

/** Whether two programs of one host mean the same socket, each in its own words. Asks no name server, and looks at no file. */
final class SameAddress {
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "::");
    private static final Path OLD_RUN = Path.of("/var/run");

    private SameAddress() {}

    /**
     * @param connect where a mail server connects
     * @param listen where a milter says that it listens
     */
    static boolean is(Endpoint connect, Endpoint listen) {
        return switch (connect) {
            case Endpoint.Unix(var path) ->
                listen instanceof Endpoint.Unix(var own) && plain(path).equals(plain(own));
            case Endpoint.Inet(var _, var port, var host) ->
                listen instanceof Endpoint.Inet(var _, var ownPort, var ownHost)
                        && port == ownPort
                        && (host.equalsIgnoreCase(ownHost) || (isHere(host) && isHere(ownHost)));
        };
    }

    /** Who listens at one loopback address of a port leaves the others to nobody else. */
    private static boolean isHere(String host) {
        return ANY.contains(host)
                || host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.startsWith("127.");
    }

    /** {@code /var/run} is a link to {@code /run} wherever there is a {@code /run}. */
    private static Path plain(Path socket) {
        Path path = socket.normalize();
        return path.startsWith(OLD_RUN) ? Path.of("/run").resolve(OLD_RUN.relativize(path)) : path;
    }
}
