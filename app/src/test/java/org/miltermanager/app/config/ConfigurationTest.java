package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsShownReadsAsTheSameSettings() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
                listen = "inet:10025@127.0.0.1"
                mta = "sendmail"
                socket.mode = "0600"
                log = { level = "debug", to = "/var/log/milter-manager.log" }
                [limits]
                sessions = 100
                shutdown-grace = "0s"
                [[milter]]
                name = "a \\"quoted\\" one"
                connect = "inet6:20025@[::1]"
                deadlines = { connect = "1500ms", message = "2h" }
                [[milter]]
                name = "clamav-milter"
                connect = "unix:/run/clamav/clamav-milter.ctl"
                on-failure = "quarantine"
                failure-lasts = "message"
                concurrent = true
                """);
        var first = new ConfigurationFiles(directory, true, List.of()).read();

        var again = Files.createDirectory(directory.resolve("again"));
        Files.writeString(again.resolve("milter-manager.toml"), first.show());

        assertEquals(
                first.settings(),
                new ConfigurationFiles(again, true, List.of()).read().settings());
    }
}
