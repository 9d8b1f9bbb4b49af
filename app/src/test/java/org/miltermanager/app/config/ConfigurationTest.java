package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MailServer;
import org.miltermanager.transport.Endpoint;

class ConfigurationTest {
    /** Every key, none with its default. */
    private static final String EVERYTHING = """
            listen = "inet:10025@127.0.0.1"
            mta = "sendmail"
            user = "filter"
            group = "mail"
            pid-file = "/run/milter-manager.pid"
            socket = { mode = "0600", group = "postfix" }
            log = { level = "debug", to = "/var/log/milter-manager.log", facility = "local3" }
            [limits]
            frame = "2MiB"
            sessions = 100
            session-threads = "virtual"
            headers = 500
            header-size = "1MiB"
            edits = 50
            body-memory = "64KiB"
            spool-size = "3GiB"
            spool-directory = "/var/tmp"
            stage-deadline = "20s"
            message-deadline = "290s"
            shutdown-grace = "0s"
            [non-smtp]
            guard = false
            [[milter]]
            name = "an \\"odd\\" näme"
            connect = "inet6:20025@[::1]"
            enabled = false
            description = "back\\\\slash"
            on-failure = "quarantine"
            failure-lasts = "message"
            evaluation = true
            concurrent = true
            deadlines = { connect = "1500ms", command = "90s", message = "2h" }
            [[milter]]
            name = "clamav-milter"
            connect = "unix:/run/clamav/clamav-milter.ctl"
            """;

    private static final LogTarget LOG_FILE = new LogTarget.File(Path.of("/var/log/milter-manager.log"));

    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture directory;

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    @Test
    void readsEveryKeyOfTheProgram() {
        var settings = directory.with("milter-manager.toml", EVERYTHING).settings();

        assertEquals(
                new Settings(
                        Endpoint.parse("inet:10025@127.0.0.1"),
                        Optional.of(MailServer.SENDMAIL),
                        Optional.of("filter"),
                        Optional.of("mail"),
                        Optional.of(Path.of("/run/milter-manager.pid")),
                        new Settings.Socket(PosixFilePermissions.fromString("rw-------"), Optional.of("postfix")),
                        new Settings.Log(LogLevel.DEBUG, LOG_FILE, SyslogFacility.LOCAL3),
                        new Settings.Limits(
                                2 << 20,
                                100,
                                SessionThreads.VIRTUAL,
                                500,
                                1 << 20,
                                50,
                                64 << 10,
                                3L << 30,
                                Path.of("/var/tmp"),
                                Optional.of(Duration.ofSeconds(20)),
                                Duration.ofSeconds(290),
                                Duration.ZERO),
                        new Settings.NonSmtp(false),
                        settings.milters()),
                settings);
    }

    @Test
    void readsEveryKeyOfAMilter() {
        var odd = new MilterSettings(
                "an \"odd\" näme",
                Endpoint.parse("inet6:20025@::1"),
                false,
                "back\\slash",
                FailurePolicy.QUARANTINE,
                MilterSettings.FailureLasts.MESSAGE,
                true,
                true,
                deadlines(1_500, 90_000, 7_200_000));
        var usual = new MilterSettings(
                "clamav-milter",
                Endpoint.parse("unix:/run/clamav/clamav-milter.ctl"),
                true,
                "",
                FailurePolicy.TEMPFAIL,
                MilterSettings.FailureLasts.SESSION,
                false,
                false,
                deadlines(30_000, 30_000, 300_000));

        assertEquals(
                List.of(odd, usual),
                directory.with("milter-manager.toml", EVERYTHING).settings().milters());
    }

    private static MilterSettings.Deadlines deadlines(long connect, long command, long message) {
        return new MilterSettings.Deadlines(
                Duration.ofMillis(connect), Duration.ofMillis(command), Duration.ofMillis(message));
    }

    @Test
    void whatIsShownReadsAsEqualSettings() {
        var first = directory.with("milter-manager.toml", EVERYTHING).read();
        var again = new ConfigurationDirectoryFixture(temporary.resolve("again"));

        assertEquals(
                first.settings(),
                again.with("milter-manager.toml", first.show()).settings());
    }

    @Test
    void whatIsShownOfNothingReadsAsTheDefaults() {
        var first = directory.read();
        var again = new ConfigurationDirectoryFixture(temporary.resolve("again"));

        assertEquals(
                first.settings(),
                again.with("milter-manager.toml", first.show()).settings());
    }

    private static final String TWO_FILES_SHOWN = """
            # The effective configuration. Read, later ones override:
            #   milter-manager.toml
            #   conf.d/20-clamav.toml
            # Not there, nor required: milter-manager.local.toml

            # command line (-s)
            listen = "inet:10025@127.0.0.1"

            # milter-manager.toml:1
            mta = "postfix"

            # default
            user = "milter-manager"

            ...

            [[milter]]
            # conf.d/20-clamav.toml:2
            name = "clamav"

            # milter-manager.toml:4
            connect = "unix:/run/clamav.sock"

            ...

            # default
            deadlines.command = "30s"

            # conf.d/20-clamav.toml:3
            deadlines.message = "1m"
            """;

    @Test
    void showsWhereEachValueComesFrom() {
        directory.with("milter-manager.toml", """
                        mta = "postfix"
                        [[milter]]
                        name = "clamav"
                        connect = "unix:/run/clamav.sock"
                        """).with("conf.d/20-clamav.toml", """
                        [[milter]]
                        name = "clamav"
                        deadlines.message = "1m"
                        """);

        var shown = directory.shown(new CommandLineValue("-s", "listen", "inet:10025@127.0.0.1"));

        for (String passage : TWO_FILES_SHOWN.split("\\.\\.\\.\n")) {
            assertTrue(shown.contains(passage), shown);
        }
    }

    @Test
    void readsPartsInTheOrderOfTheirNamesAndTheLocalFileLast() {
        directory
                .with("milter-manager.toml", "mta = 'postfix'\ngroup = 'one'\nuser = 'one'\nlog.level = 'error'")
                .with("conf.d/10.toml", "group = 'two'\nuser = 'two'\nlog.level = 'debug'")
                .with("conf.d/9.toml", "user = 'three'")
                .with("conf.d/.hidden.toml", "user = 'hidden'")
                .with("conf.d/old.toml.bak", "user = 'backup'")
                .with("milter-manager.local.toml", "log.level = 'trace'");

        var settings = directory.settings();

        assertEquals(Optional.of(MailServer.POSTFIX), settings.mta());
        assertEquals(Optional.of("two"), settings.group());
        assertEquals(Optional.of("three"), settings.user());
        assertEquals(LogLevel.TRACE, settings.log().level());
    }

    @Test
    void aLaterFileOverridesKeysOfAMilterAndItsPlaceStays() {
        directory.with("milter-manager.toml", """
                        [[milter]]
                        name = "a"
                        connect = "unix:/a"
                        deadlines = { connect = "1s", command = "2s" }
                        [[milter]]
                        name = "b"
                        connect = "unix:/b"
                        """).with("milter-manager.local.toml", """
                        [[milter]]
                        name = "c"
                        connect = "unix:/c"
                        [[milter]]
                        name = "a"
                        enabled = false
                        deadlines.command = "3s"
                        """);

        var milters = directory.settings().milters();

        assertEquals(
                List.of("a", "b", "c"),
                milters.stream().map(MilterSettings::name).toList());
        assertEquals(Endpoint.parse("unix:/a"), milters.getFirst().connect());
        assertEquals(deadlines(1_000, 3_000, 300_000), milters.getFirst().deadlines());
        assertEquals(false, milters.getFirst().enabled());
    }

    @Test
    void twoMiltersMayShareAnAddress() { // Case 122
        directory.with("milter-manager.toml", """
                milter = [ { name = "a", connect = "unix:/run/x" }, { name = "b", connect = "unix:/run/x" } ]
                """);

        assertEquals(2, directory.settings().milters().size());
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        assertEquals(
                Optional.of("mail"),
                directory
                        .with("milter-manager.toml", "\uFEFFgroup = 'mail'")
                        .settings()
                        .group());
    }
}
