package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.host.DatagramReceiver;

/** What the daemon tells systemd, which {@code systemctl status} shows. */
class ServiceManagerIT {
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    private DatagramReceiver systemd;

    @BeforeEach
    void listen() {
        systemd = new DatagramReceiver(directory.resolve("notify").toString());
    }

    @AfterEach
    void close() {
        systemd.close();
    }

    private void configure(String toml) throws Exception {
        RunningDaemon.configure(directory, "listen = \"unix:" + directory.resolve("mm.sock") + "\"\n" + toml);
    }

    private RunningDaemon launch() throws Exception {
        RunningDaemon daemon = RunningDaemon.launch(
                List.of("env", "NOTIFY_SOCKET=" + directory.resolve("notify")),
                directory,
                "-u",
                System.getProperty("user.name"));
        await(daemon, "READY=1\nSTATUS=0 sessions, 0 finished, milters: none");
        return daemon;
    }

    private void await(RunningDaemon daemon, String datagram) throws Exception {
        daemon.await(datagram, () -> {
            told.add(systemd.next());
            return told.getLast().equals(datagram);
        });
    }

    @Test
    void aRefusedReloadStandsInTheStatusUntilOneIsDone() throws Exception {
        configure("");
        try (RunningDaemon daemon = launch()) {
            Path broken = Files.createDirectories(directory.resolve("conf.d")).resolve("broken.toml");
            Files.writeString(broken, "mta = \"exim\"\nconect = 1\n");
            daemon.signal("HUP");
            await(
                    daemon,
                    "READY=1\nSTATUS=the last reload was refused, the log says why (mistakes: 2); 0 sessions, 0"
                            + " finished, milters: none");

            Files.delete(broken);
            daemon.signal("HUP");
            await(daemon, "READY=1\nSTATUS=0 sessions, 0 finished, milters: none");
        }
    }

    @Test
    void systemdWaitsAsLongAsMessagesMayTakeAtTheEnd() throws Exception {
        configure("[limits]\nshutdown-grace = \"2m\"\n");
        try (RunningDaemon daemon = launch()) {
            daemon.signal("TERM");

            await(daemon, "STOPPING=1\nSTATUS=finishing running messages\nEXTEND_TIMEOUT_USEC=135000000");
            assertEquals(0, daemon.awaitExit(Duration.ofSeconds(30)));
        }
    }
}
