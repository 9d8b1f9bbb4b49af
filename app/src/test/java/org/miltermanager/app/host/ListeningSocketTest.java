package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.transport.Endpoint;

class ListeningSocketTest {
    private static final SocketAccess OPEN = new SocketAccess(0660, Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    private ListeningSocket listen(Path path) {
        return ListeningSocket.open(new Endpoint.Unix(path), OPEN);
    }

    private String refused(Path path) {
        return assertThrows(HostFailure.class, () -> listen(path)).getMessage();
    }

    @Test
    void takesConnectionsAndRemovesTheFileAtTheEnd() throws IOException {
        Path path = directory.resolve("mm.sock");
        try (var _ = listen(path);
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(client.isConnected());
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void setsModeAndGroup() throws IOException {
        assumeTrue(Identity.current().root(), "only root gives files to any group");
        Path path = directory.resolve("mm.sock");
        var access = new SocketAccess(0620, Optional.of(Group.named("mail")), Optional.of(User.named("nobody")));
        try (var _ = ListeningSocket.open(new Endpoint.Unix(path), access)) {
            FileFacts facts = FileFacts.of(path);

            assertEquals("owner nobody, group mail, mode 0620", facts.toString());
        }
    }

    @Test
    void replacesASocketThatACrashLeftBehind() throws IOException {
        Path path = directory.resolve("mm.sock");
        try (var crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path));

        try (var _ = listen(path);
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(client.isConnected());
        }
    }

    @Test
    void refusesALiveSocketAndNamesItsProcess() throws IOException {
        Path path = directory.resolve("mm.sock");
        try (var _ = listen(path)) {
            String refusal = refused(path);

            assertTrue(refusal.contains("pid " + ProcessHandle.current().pid() + " ("), refusal);
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        }
    }

    @Test
    void leavesAFileThatIsNoSocket() throws IOException {
        Path path = Files.writeString(directory.resolve("mm.sock"), "precious");

        String refusal = refused(path);

        assertTrue(refusal.contains("a regular file, not a socket"), refusal);
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void saysHowToCreateAMissingDirectory() {
        String refusal = refused(directory.resolve("no/mm.sock"));

        assertTrue(refusal.contains("directory " + directory.resolve("no") + " does not exist"), refusal);
        assertTrue(refusal.contains("install -d -o "), refusal);
    }

    @Test
    void doesNotRemoveTheSocketOfASuccessor() throws IOException {
        Path path = directory.resolve("mm.sock");
        var first = listen(path);
        Files.move(path, directory.resolve("old.sock"));
        try (var _ = listen(path)) {
            first.close();

            assertTrue(Files.exists(path));
        }
    }

    @Test
    void tellsThePortThatTheSystemChose() {
        try (var socket = ListeningSocket.open(Endpoint.parse("inet:0@127.0.0.1"), OPEN)) {
            assertTrue(socket.endpoint().toString().matches("inet:[1-9]\\d+@127.0.0.1"));
        }
    }

    @Test
    void namesTheProcessThatHasThePort() {
        try (var socket = ListeningSocket.open(Endpoint.parse("inet:0@127.0.0.1"), OPEN)) {
            var failure = assertThrows(HostFailure.class, () -> ListeningSocket.open(socket.endpoint(), OPEN));

            String owner = "pid " + ProcessHandle.current().pid() + " (";
            assertTrue(failure.getMessage().contains(owner), failure.getMessage());
        }
    }

    @Test
    void refusesAnAddressThatIsNotOurs() {
        var failure =
                assertThrows(HostFailure.class, () -> ListeningSocket.open(Endpoint.parse("inet:0@192.0.2.1"), OPEN));

        assertTrue(failure.getMessage().contains("no address 192.0.2.1"), failure.getMessage());
    }

    @Test
    void refusesAModeThatIsNotOctal() {
        assertEquals(0660, SocketAccess.mode("0660"));
        assertThrows(IllegalArgumentException.class, () -> SocketAccess.mode("0680"));
    }
}
