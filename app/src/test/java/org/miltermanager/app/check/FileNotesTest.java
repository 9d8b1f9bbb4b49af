package org.miltermanager.app.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.host.Identity;

class FileNotesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Configuration read(String file) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), "detect.enabled = false\n" + file);
        return new ConfigurationFiles(directory, true, List.of(), List::of).read();
    }

    private static Identity nobody() {
        assumeTrue(Identity.current().root(), "only root can look with the eyes of another user");
        return Identity.of("nobody", Optional.empty());
    }

    private Path closed(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void saysThatThereIsNoRoomForBodies() throws IOException {
        Path absent = directory.resolve("absent");

        List<String> troubles = FileNotes.troubles(
                read("limits.spool-directory = \"" + absent + "\"\n").settings(), Identity.current());

        assertEquals(
                List.of("limits.spool-directory: mail with a large body would be deferred: " + absent
                        + " does not exist; what helps: install -d -o "
                        + Identity.current().user() + " " + absent),
                troubles);
    }

    @Test
    void looksWithTheEyesOfTheDaemon() throws IOException {
        Path list = closed("list");
        Identity nobody = nobody();

        List<String> troubles =
                FileNotes.troubles(read("""
                    limits.spool-directory = "%1$s"
                    s25r.white-list-file = "%2$s"
                    [[milter]]
                    name = "grey"
                    use = "greylist"
                    file = "%1$s/new/greylist"
                    """.formatted(directory, list)).settings(), nobody);

        String why = "user nobody may not make files in directory " + directory + ": " + directory
                + " has owner root, group root, mode 0755";
        assertEquals(
                List.of(
                        "limits.spool-directory: mail with a large body would be deferred: " + why,
                        "s25r.white-list-file: user nobody may not read " + list + ": " + list
                                + " has owner root, group root, mode 0600",
                        "milter grey: file: " + directory + "/new/greylist cannot be made: " + why),
                troubles);
    }

    @Test
    void saysWhatWouldKeepTheDaemonFromStarting() throws IOException {
        Identity nobody = nobody();
        Path log = closed("mm.log");

        assertEquals(
                List.of(
                        "log.to: user nobody may not read and write " + log + ": " + log
                                + " has owner root, group root, mode 0600; the daemon would not start, unless root starts"
                                + " it",
                        "pid-file: user nobody may not make files in directory " + directory + ": " + directory
                                + " has owner root, group root, mode 0755; the daemon would not start, unless root starts"
                                + " it"),
                FileNotes.ofTheStart(
                                read("log.to = \"%s\"\npid-file = \"%s/mm.pid\"\n".formatted(log, directory))
                                        .settings(),
                                nobody)
                        .toList());
        assertEquals(
                List.of("log.to: " + directory + "/none does not exist; what helps: install -d -o nobody " + directory
                        + "/none; the daemon would not start, unless root starts it"),
                FileNotes.ofTheStart(
                                read("log.to = \"" + directory + "/none/mm.log\"\n")
                                        .settings(),
                                nobody)
                        .toList());
    }

    @Test
    void saysWhatWouldKeepItFromMakingItsSocket() throws IOException {
        assertEquals(
                List.of(
                        "listen: directory /none does not exist; the daemon would not start, unless systemd makes the socket",
                        "socket.group: group 'nosuch' does not exist; create it with: groupadd --system nosuch, or name"
                                + " the group that the mail server runs as; the daemon would not start, unless systemd"
                                + " makes the socket"),
                FileNotes.ofTheSocket(read("listen = \"unix:/none/mm.sock\"\nsocket.group = \"nosuch\"\n")
                                .settings())
                        .toList());
    }

    @Test
    void saysWhichFilesAReloadCouldNotRead() throws IOException {
        Path file = closed("milter-manager.local.toml");
        Identity nobody = nobody();

        List<String> notes = FileNotes.notes(read("").files(), nobody).toList();

        assertEquals(1, notes.size(), notes::toString);
        assertTrue(notes.getFirst().startsWith("user nobody may not read " + file + ": "), notes::toString);
    }

    @Test
    void saysNothingWhereAllIsWell() throws IOException {
        Configuration read = read("limits.spool-directory = \"" + directory + "\"\n");

        assertEquals(List.of(), FileNotes.troubles(read.settings(), Identity.current()));
        assertEquals(0, FileNotes.notes(read.files(), Identity.current()).count());
    }
}
