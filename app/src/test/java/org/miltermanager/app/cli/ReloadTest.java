package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.host.SharedSocket;

class ReloadTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledIf("org.miltermanager.app.host.SharedSocket#possible")
    void findsTheDaemonAtASocketThatSystemdHoldsToo() throws Exception {
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        Path file = directory.resolve("s");
        Files.writeString(
                directory.resolve("milter-manager.toml"), "listen = \"unix:" + file + "\"\ndetect.enabled = false\n");
        try (var socket = SharedSocket.at(file)) {
            int exitCode = new Program((files, configuration) -> 0, () -> List.of(new Reload()), writer, writer, false)
                    .run("reload", "-c", directory.toString());

            assertEquals(ExitCode.OK, exitCode, said::toString);
            assertEquals("told", socket.next());
        }
    }
}
