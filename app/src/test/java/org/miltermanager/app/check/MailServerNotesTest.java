package org.miltermanager.app.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.ConfigurationFiles;

class MailServerNotesTest {
    @TempDir
    private Path directory;

    @Test
    void tellsOfMiltersThatPostfixAsksItself() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            listen = "inet:10025@127.0.0.1"
            detect.enabled = false
            [[milter]]
            name = "on"
            connect = "inet:1@127.0.0.1"
            [[milter]]
            name = "off"
            connect = "inet:2@127.0.0.1"
            enabled = false
            """);
        Path mainCf = Files.writeString(
                directory.resolve("main.cf"),
                "smtpd_milters = inet:localhost:10025, inet:localhost:1, inet:localhost:2, inet:localhost:3\n");
        var settings = new ConfigurationFiles(directory, true, List.of(), List::of)
                .read()
                .settings();

        assertEquals(
                List.of(
                        "smtpd_milters lists this manager",
                        "smtpd_milters also lists inet:1@localhost, which is on of this configuration: Postfix would ask it"
                                + " twice",
                        "smtpd_milters also lists inet:2@localhost, which is off of this configuration: it is off, and not"
                                + " asked by this manager",
                        "smtpd_milters also lists inet:3@localhost, which is not in this configuration"),
                MailServerNotes.of(mainCf, settings).stream()
                        .map(note -> note.replace(mainCf + ": ", ""))
                        .toList());
    }
}
