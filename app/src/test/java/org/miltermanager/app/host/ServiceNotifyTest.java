package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNotifyTest {
    @TempDir
    Path directory;

    @Test
    void tellsThatItIsReadyAtASocketFile() {
        String socket = directory.resolve("notify").toString();
        try (var systemd = new DatagramReceiver(socket)) {
            ServiceNotify.from(Map.of("NOTIFY_SOCKET", socket)).ready("listening at\nunix:/x");

            assertEquals("READY=1\nSTATUS=listening at unix:/x", systemd.next());
        }
    }

    @Test
    void tellsThatItStopsAtAnAbstractName() {
        String socket = "@milter-manager-test-" + ProcessHandle.current().pid();
        try (var systemd = new DatagramReceiver(socket)) {
            ServiceNotify.from(Map.of("NOTIFY_SOCKET", socket)).stopping("3 sessions", Duration.ofSeconds(75));

            assertEquals("STOPPING=1\nSTATUS=3 sessions\nEXTEND_TIMEOUT_USEC=75000000", systemd.next());
            assertFalse(Files.exists(Path.of(socket)), "a name in the abstract namespace is no file");
        }
    }

    @Test
    void saysWhenTheReloadBeganByTheSystemsClock() {
        String socket = directory.resolve("notify").toString();
        try (var systemd = new DatagramReceiver(socket)) {
            ServiceNotify.from(Map.of("NOTIFY_SOCKET", socket)).reloading();

            assertTrue(systemd.next().matches("RELOADING=1\nMONOTONIC_USEC=[1-9]\\d*"));
        }
    }

    @Test
    void isSilentWithoutAServiceManager() {
        assertDoesNotThrow(() -> ServiceNotify.from(Map.of()).ready("nobody asked"));
    }

    @Test
    void goesOnWhenTheServiceManagerIsGone() {
        var notify = ServiceNotify.from(
                Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()));

        assertDoesNotThrow(() -> notify.alive("nobody hears"));
    }

    @Test
    void tellsThatItIsAliveTogetherWithItsState() {
        String socket = directory.resolve("notify").toString();
        try (var systemd = new DatagramReceiver(socket)) {
            ServiceNotify.from(Map.of("NOTIFY_SOCKET", socket)).alive("3 sessions");

            assertEquals("WATCHDOG=1\nSTATUS=3 sessions", systemd.next());
        }
    }

    @Test
    void tellsTwiceAsOftenAsTheWatchdogOfThisProcessAsks() {
        String own = Long.toString(ProcessHandle.current().pid());
        String other = Long.toString(ProcessHandle.current().pid() + 1);

        assertEquals(Optional.of(Duration.ofSeconds(2)), interval("4000000", own));
        assertEquals(Optional.of(Duration.ofSeconds(10)), interval("60000000", own));
        assertEquals(Optional.of(Duration.ofSeconds(10)), interval("4000000", other));
        assertEquals(Optional.empty(), ServiceNotify.from(Map.of()).interval());
    }

    private static Optional<Duration> interval(String microseconds, String pid) {
        return ServiceNotify.from(Map.of("NOTIFY_SOCKET", "/x", "WATCHDOG_USEC", microseconds, "WATCHDOG_PID", pid))
                .interval();
    }
}
