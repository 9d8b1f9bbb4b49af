package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.transport.Endpoint;

class ReachabilityTest {
    private static final Identity SELF = Identity.current();

    @TempDir
    Path directory;

    private static Optional<Obstacle> obstacle(Path path, Identity identity) {
        return Reachability.obstacle(new Endpoint.Unix(path), identity, Duration.ofSeconds(2));
    }

    private ListeningSocket listen(Path path, int mode, String group) throws IOException {
        assumeTrue(SELF.root(), "only root can ask on behalf of another user");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return ListeningSocket.open(
                new Endpoint.Unix(path),
                new SocketAccess(mode, Optional.of(Group.named(group)), Optional.of(User.named("root"))));
    }

    @Test
    void findsNothingInTheWayOfALiveSocket() throws IOException {
        Path path = directory.resolve("milter.sock");
        try (var _ = listen(path, 0666, "root")) {
            assertEquals(Optional.empty(), obstacle(path, Identity.of("nobody", Optional.empty())));
        }
    }

    @Test
    void namesOwnerGroupModeAndTheGroupThatHelps() throws IOException {
        Path path = directory.resolve("milter.sock");
        try (var _ = listen(path, 0660, "mail")) {
            Obstacle obstacle =
                    obstacle(path, Identity.of("nobody", Optional.empty())).orElseThrow();

            assertEquals(
                    "permission denied: user nobody may not write to socket " + path
                            + " (owner root, group mail, mode 0660)",
                    obstacle.explanation());
            assertEquals(
                    "usermod -a -G mail nobody && systemctl restart milter-manager",
                    obstacle.remedy(Obstacle.Listener.MILTER));
        }
    }

    @Test
    void namesTheDirectoryThatBars() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path path = inner.resolve("milter.sock");
        try (var _ = listen(path, 0666, "root")) {
            Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));

            Obstacle obstacle =
                    obstacle(path, Identity.of("nobody", Optional.empty())).orElseThrow();

            assertTrue(obstacle.explanation().contains("search directory " + inner + " ("), obstacle.explanation());
            assertTrue(
                    obstacle.remedy(Obstacle.Listener.MILTER).endsWith(" && chmod g+x " + inner),
                    obstacle.remedy(Obstacle.Listener.MILTER));
        }
    }

    @Test
    void makesNobodyAMemberOfRootsGroup() throws IOException {
        Path path = directory.resolve("milter.sock");
        try (var _ = listen(path, 0660, "root")) {
            Obstacle obstacle =
                    obstacle(path, Identity.of("nobody", Optional.of("mail"))).orElseThrow();

            assertEquals(
                    "give the socket another group than root in the milter's own settings, such as mail; until its next"
                            + " start: chgrp mail " + path + " && chmod g+w " + path,
                    obstacle.remedy(Obstacle.Listener.MILTER));
        }
    }

    @Test
    void tellsAMemberOfTheGroupThatItsBitsAreMissing() throws IOException {
        Path path = directory.resolve("milter.sock");
        try (var _ = listen(path, 0600, "mail")) {
            Obstacle obstacle =
                    obstacle(path, Identity.of("nobody", Optional.of("mail"))).orElseThrow();

            assertTrue(
                    obstacle.remedy(Obstacle.Listener.MILTER).startsWith("chmod g+w " + path),
                    obstacle.remedy(Obstacle.Listener.MILTER));
        }
    }

    @Test
    void namesWhatIsMissing() {
        Path path = directory.resolve("clamav/milter.sock");

        assertEquals(Optional.of(new Obstacle.Missing(path, directory.resolve("clamav"))), obstacle(path, SELF));
    }

    @Test
    void saysThatAFileIsNoSocket() throws IOException {
        Path path = Files.createFile(directory.resolve("milter.sock"));

        assertTrue(obstacle(path, SELF).orElseThrow().explanation().contains("is a regular file"));
    }

    @Test
    void saysThatNobodyListensOnALeftOverSocket() throws IOException {
        Path path = directory.resolve("milter.sock");
        var crashed = ListeningSocket.open(
                new Endpoint.Unix(path), new SocketAccess(0660, Optional.empty(), Optional.empty()));
        crashed.channel().close();

        assertEquals(Optional.of(new Obstacle.NobodyListens(path)), obstacle(path, SELF));
    }

    @Test
    void saysThatASocketTakesDatagrams() {
        Path path = directory.resolve("log");
        try (var _ = new DatagramReceiver(path.toString())) {
            assertEquals(Optional.of(new Obstacle.NotAStream(path)), obstacle(path, SELF));
        }
    }

    @Test
    void saysThatAPortIsClosed() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var endpoint = new Endpoint.Inet("inet", port, "127.0.0.1");

        assertEquals(
                Optional.of(new Obstacle.Refused(endpoint)),
                Reachability.obstacle(endpoint, SELF, Duration.ofSeconds(2)));
    }
}
