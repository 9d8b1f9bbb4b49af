package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationFiles;

class RestartKeysTest {
    @TempDir
    private Path directory;

    private List<String> changedBy(String file) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), "detect.enabled = false\n" + file);
        var read = new ConfigurationFiles(directory, true, List.of(), List::of).read();
        return RestartKeys.changed(Configuration.defaults(), read.settings());
    }

    @Test
    void areNamedWhereTheyHaveAnotherValue() throws IOException {
        assertEquals(
                List.of(
                        "user",
                        "group",
                        "pid-file",
                        "control",
                        "socket.mode",
                        "socket.group",
                        "log.to",
                        "log.facility",
                        "limits.sessions"),
                changedBy("""
            user = "nobody"
            group = "mail"
            pid-file = "/run/x.pid"
            control = ""
            socket = { mode = "0600", group = "mail" }
            log = { to = "stdout", facility = "local0" }
            limits.sessions = 5
            """));
    }

    @Test
    void areNotThoseThatHoldAtOnce() throws IOException {
        assertEquals(List.of(), changedBy("""
            log = { level = "debug", to = "syslog" }
            limits = { sessions = 0, memory = "64MiB" }
            mta = "postfix"
            """));
    }
}
