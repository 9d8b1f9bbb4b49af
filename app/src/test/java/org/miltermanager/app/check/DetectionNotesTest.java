package org.miltermanager.app.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.Remark;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.transport.Endpoint;

/** What {@code milter-manager check} notes of the milters that were found on the host. */
class DetectionNotesTest {
    private static final Remark REMARK = new Remark("nobody\u001b cares", "edit it", List.of("[Service]", "A=b"));
    private static final Trouble TROUBLE = new Trouble("it says Example", "edit it");

    @TempDir
    private Path directory;

    private List<String> notes(Finding found, String toml) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), toml);
        Configuration read = new ConfigurationFiles(directory, true, List.of(), () -> List.of(found)).read();
        return DetectionNotes.of(read.findings(), read.settings());
    }

    private static Finding finding(State state, List<Trouble> troubles, List<Remark> remarks) {
        return new Finding(
                "x-milter",
                "X",
                Optional.of(Endpoint.parse("inet:1234@localhost")),
                state,
                Rank.OTHER,
                List.of(),
                List.of(),
                troubles,
                remarks);
    }

    @Test
    void tellWhyOneIsMissingInTheChain() throws Exception {
        Finding found = finding(State.NOT_CONFIGURED, List.of(TROUBLE), List.of());

        assertEquals(
                List.of("x-milter was found, started, but not configured: it says Example; what helps: edit it"),
                notes(found, ""));
    }

    @Test
    void tellWhatToEnterLineByLine() throws Exception {
        Finding found = finding(State.ENABLED, List.of(), List.of(REMARK));

        assertEquals(
                List.of("x-milter: nobody\\x1b cares\nwhat helps: edit it\n    [Service]\n    A=b"), notes(found, ""));
    }

    @Test
    void sayNothingOfOneThatTheConfigurationSwitchesOff() throws Exception {
        Finding found = finding(State.ENABLED, List.of(), List.of(REMARK));

        assertEquals(List.of(), notes(found, "[[milter]]\nname = 'x-milter'\nenabled = false\n"));
    }
}
