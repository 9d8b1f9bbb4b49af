package org.miltermanager.app.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.miltermanager.transport.Endpoint;

/**
 * Whether a milter's socket can be opened, and what stands in the way. Opens one connection and closes it without a word, as a milter
 * sees from an MTA that changes its mind.
 */
public final class Reachability {
    private Reachability() {}

    /**
     * @param identity who the daemon is; where the caller is another, its rights are told from owner, group and mode
     * @param limit how long the host's name may take, and a TCP connection
     * @return empty where it can be opened
     */
    public static Optional<Obstacle> obstacle(Endpoint endpoint, Identity identity, Duration limit) {
        return switch (endpoint) {
            case Endpoint.Unix unix -> file(unix.path(), identity);
            case Endpoint.Inet inet -> port(inet, limit);
        };
    }

    private static Optional<Obstacle> file(Path path, Identity identity) {
        Identity self = Identity.current();
        try {
            if (self.user().uid() == identity.user().uid() && SocketProbe.of(path) == SocketProbe.LISTENS) {
                return Optional.empty(); // whatever the modes say, ACLs may say more
            }
            Path socket = walked(path);
            Optional<FileFacts> barrier = directoryBarring(socket, identity);
            if (barrier.isPresent()) {
                return Optional.of(new Obstacle.Denied(path, identity, barrier.get()));
            }
            return atSocket(path, FileFacts.of(socket), identity, self);
        } catch (AccessDeniedException e) {
            return Optional.of(new Obstacle.DeniedByPolicy(path, self));
        } catch (IOException e) {
            return Optional.of(new Obstacle.Missing(path, firstMissing(path)));
        }
    }

    /** The path without links, as far as this process may follow them: the directories that count are those behind the links. */
    private static Path walked(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static Optional<FileFacts> directoryBarring(Path socket, Identity identity) throws IOException {
        Path directory = socket.getRoot();
        for (Path name : socket) {
            FileFacts facts = FileFacts.of(directory);
            if (!facts.allows(identity, FileFacts.SEARCH)) {
                return Optional.of(facts);
            }
            directory = directory.resolve(name);
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> atSocket(Path path, FileFacts facts, Identity identity, Identity self) {
        if (!facts.socket()) {
            return Optional.of(new Obstacle.NotASocket(facts));
        }
        if (!facts.allows(identity, FileFacts.WRITE)) {
            return Optional.of(new Obstacle.Denied(path, identity, facts));
        }
        return switch (SocketProbe.of(path)) {
            case LISTENS -> Optional.empty();
            case NOBODY -> Optional.of(new Obstacle.NobodyListens(path));
            case OTHER -> Optional.of(new Obstacle.NotAStream(path));
            case DENIED -> deniedToUs(path, identity, self);
        };
    }

    /** The daemon may connect and this process may not: then the kernel's table has to say whether anybody listens. */
    private static Optional<Obstacle> deniedToUs(Path socket, Identity identity, Identity self) {
        if (self.user().uid() == identity.user().uid()) {
            return Optional.of(new Obstacle.DeniedByPolicy(socket, identity));
        }
        return Occupants.listensAt(socket) ? Optional.empty() : Optional.of(new Obstacle.NobodyListens(socket));
    }

    private static Path firstMissing(Path path) {
        Path directory = path.getRoot();
        for (Path name : path) {
            directory = directory.resolve(name);
            if (!Files.exists(directory)) {
                return directory;
            }
        }
        return path;
    }

    private static Optional<Obstacle> port(Endpoint.Inet endpoint, Duration limit) {
        try {
            Optional<Obstacle> obstacle = Optional.empty();
            for (SocketAddress address : endpoint.addresses(limit)) {
                obstacle = port(endpoint, address, limit);
                if (obstacle.isEmpty()) {
                    break;
                }
            }
            return obstacle;
        } catch (UnknownHostException e) {
            return Optional.of(new Obstacle.NoSuchHost(endpoint));
        } catch (InterruptedIOException e) {
            return Optional.of(new Obstacle.NameServerSilent(endpoint, limit));
        } catch (IOException e) {
            return Optional.of(new Obstacle.Unreachable(endpoint, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Obstacle> port(Endpoint.Inet endpoint, SocketAddress address, Duration limit) {
        try (var socket = new Socket()) {
            socket.connect(address, Math.toIntExact(limit.toMillis()));
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of(new Obstacle.TimedOut(endpoint, limit));
        } catch (ConnectException e) {
            return Optional.of(new Obstacle.Refused(endpoint));
        } catch (IOException e) {
            return Optional.of(new Obstacle.Unreachable(endpoint, String.valueOf(e.getMessage())));
        }
    }
}
