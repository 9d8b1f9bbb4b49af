package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.host.Group;
import org.miltermanager.app.host.User;
import org.miltermanager.fixtures.mta.ScriptedMta;

/** Whom the daemon becomes, and to whom it gives its files. Debian's accounts nobody and mail are on every machine. */
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root can become another user")
class DaemonAsRootIT {
    private static final Duration PROMPT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Path socket = Path.of("/");

    @BeforeEach
    void configure() throws IOException {
        socket = directory.resolve("mm.sock");
        RunningDaemon.configure(directory, """
                listen = "unix:%s"
                user = "nobody"
                [socket]
                mode = "0620"
                group = "mail"
                """.formatted(socket));
    }

    @Test
    void bindsAsRootAndServesAsTheUser() throws Exception {
        Path pidFile = directory.resolve("mm.pid");
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "--pid-file", pidFile.toString())) {
            daemon.awaitLine("info listening on");

            User nobody = User.named("nobody");
            String four = "\t" + nobody.uid() + "\t" + nobody.uid() + "\t" + nobody.uid() + "\t" + nobody.uid();
            assertEquals("Uid:" + four, status(daemon, "Uid:"));
            assertEquals("Gid:" + four.replace("" + nobody.uid(), "" + nobody.gid()), status(daemon, "Gid:"));
            assertEquals("CapEff:\t0000000000000000", status(daemon, "CapEff:"));
            daemon.awaitLine("info running as nobody$");

            var file = Files.readAttributes(socket, PosixFileAttributes.class);
            assertEquals("rw--w----", PosixFilePermissions.toString(file.permissions()));
            assertEquals("mail", file.group().getName());
            assertEquals("nobody", file.owner().getName());
            assertEquals(daemon.pid() + "\n", Files.readString(pidFile));
            ScriptedMta.connect("unix:" + socket).close();

            daemon.signal("TERM");
            assertEquals(0, daemon.awaitExit(PROMPT));
        }
    }

    @Test
    void itsGroupIsTheOneThatWasAskedFor() throws Exception {
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "-g", "mail")) {
            daemon.awaitLine("info listening on");

            int gid = Group.named("mail").gid();
            assertEquals("Gid:" + ("\t" + gid).repeat(4), status(daemon, "Gid:"));
        }
    }

    private static String status(RunningDaemon daemon, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow();
    }

    /** A usual mistake: the files are root's alone, and root is who the daemon is no longer. */
    @Test
    void aConfigurationThatTheUserMayNotReadIsNotReloaded() throws Exception {
        try (RunningDaemon daemon = RunningDaemon.launch(directory)) {
            daemon.awaitLine("info listening on");

            daemon.signal("HUP");

            daemon.awaitLine("error not reloaded, the old configuration stays; mistakes: \\d+$");
            String line = daemon.awaitLine("error \\Q" + directory.resolve("milter-manager.toml"));
            assertTrue(line.contains("user nobody may not read it: "), line);
            assertTrue(line.contains("has owner root, group root, mode rwx------"), line);
            ScriptedMta.connect("unix:" + socket).close();
        }
    }

    @Test
    void aLogThatItMakesIsTheUsers() throws Exception {
        Path log = directory.resolve("mm.log");
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "--log-path", log.toString())) {
            daemon.await("its first line", () -> text(log).contains("listening on"));

            assertEquals("nobody", Files.getOwner(log).getName());
        }
    }

    @Test
    void aLogThatTheUserMayNotReopenGoesOn() throws Exception {
        Path log = directory.resolve("mm.log");
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "--log-path", log.toString())) {
            daemon.await("the log file", () -> Files.exists(log));
            daemon.await("its first line", () -> text(log).contains("listening on"));

            daemon.signal("USR1");

            daemon.await(
                    "a complaint", () -> text(log).contains("cannot open the log file " + log + " as user nobody"));
            assertTrue(text(log).contains("logging goes on in the old file"), () -> text(log));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void anAccountThatIsNotThereIsNamed() throws Exception {
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "-u", "nobody-at-all")) {
            assertEquals(1, daemon.awaitExit(PROMPT));
            assertTrue(
                    daemon.lines().getFirst().startsWith("milter-manager: user 'nobody-at-all' does not exist; "),
                    daemon.lines()::toString);
            assertEquals(1, daemon.lines().size(), daemon.lines()::toString);
        }
    }

    @Test
    void aGroupThatIsNotThereIsNamedWithItsKey() throws Exception {
        try (RunningDaemon daemon = RunningDaemon.launch(directory, "--unix-socket-group", "nobodies")) {
            assertEquals(1, daemon.awaitExit(PROMPT));
            assertTrue(
                    daemon.lines()
                            .getFirst()
                            .startsWith("milter-manager: socket.group: group 'nobodies' does not exist; "),
                    daemon.lines()::toString);
        }
    }

    /** The setting is for root. Here with the right to read any file, as the tests' classes may be root's alone. */
    @Test
    void whoIsNotRootStaysWhoTheyAre() throws Exception {
        List<String> asMail = List.of(
                "setpriv",
                "--reuid=mail",
                "--regid=mail",
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override");
        Files.setAttribute(directory, "unix:uid", User.named("mail").uid());
        try (RunningDaemon daemon = RunningDaemon.launch(asMail, directory)) {
            daemon.awaitLine("info listening on");

            User mail = User.named("mail");
            assertEquals("Uid:" + ("\t" + mail.uid()).repeat(4), status(daemon, "Uid:"));
        }
    }
}
