package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;

/** The daemon on a socket that another process opened, as systemd does; systemd's own tool for tests hands it over. */
@EnabledIf(value = "isThere", disabledReason = "needs systemd-socket-activate (package systemd)")
class SocketActivationIT {
    private static final Path ACTIVATE = Path.of("/usr/bin/systemd-socket-activate");
    private static final Duration PROMPT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Path socket = Path.of("/");

    static boolean isThere() {
        return Files.isExecutable(ACTIVATE);
    }

    @BeforeEach
    void configure() throws Exception {
        socket = directory.resolve("held.sock");
        RunningDaemon.configure(directory, "listen = \"unix:" + socket + "\"\n");
    }

    private RunningDaemon launch(Path... held) throws Exception {
        var wrapper = new ArrayList<>(List.of(ACTIVATE.toString()));
        for (Path path : held) {
            wrapper.add("--listen=" + path);
        }
        RunningDaemon daemon = RunningDaemon.launch(wrapper, directory, "-u", System.getProperty("user.name"));
        daemon.await("the socket", () -> Files.exists(held[held.length - 1]));
        return daemon;
    }

    @Test
    void servesWhoConnectedBeforeItRan() throws Exception {
        try (RunningDaemon daemon = launch(socket);
                ScriptedMta mta = ScriptedMta.connect("unix:" + socket)) {
            mta.negotiate();

            assertEquals(Replies.CONTINUE, mta.ask(Commands.connect("client.example.net", 25, "192.0.2.7")));
            daemon.awaitLine("info listening on unix:\\Q" + socket);
            assertEquals(List.of(), daemon.linesWith("has no effect"));
        }
    }

    @Test
    void leavesTheSocketToWhoOpenedItAndLogsToTheEnd() throws Exception {
        try (RunningDaemon daemon = launch(socket)) {
            ScriptedMta.connect("unix:" + socket).close();
            daemon.awaitLine("info listening on");

            daemon.signal("TERM");

            assertEquals(0, daemon.awaitExit(PROMPT));
            assertTrue(Files.exists(socket));
            assertTrue(daemon.lines().getLast().endsWith(" info stopped"), daemon.lines()::toString);
        }
    }

    @Test
    void saysThatTheConfiguredAddressIsNotServed() throws Exception {
        Path other = directory.resolve("other.sock");
        try (RunningDaemon daemon = launch(other);
                ScriptedMta mta = ScriptedMta.connect("unix:" + other)) {
            mta.negotiate();

            daemon.awaitLine(
                    "warning listen = \"unix:\\Q" + socket + "\\E\" has no effect: systemd holds unix:\\Q" + other);
        }
    }

    @Test
    void refusesTwoSockets() throws Exception {
        try (RunningDaemon daemon = launch(socket, directory.resolve("second.sock"));
                SocketChannel mta = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            mta.connect(UnixDomainSocketAddress.of(socket));

            assertEquals(1, daemon.awaitExit(PROMPT));
            assertTrue(
                    daemon.lines()
                            .getLast()
                            .startsWith("milter-manager: systemd passed 2 sockets (LISTEN_FDS), expected one"),
                    daemon.lines()::toString);
        }
    }
}
