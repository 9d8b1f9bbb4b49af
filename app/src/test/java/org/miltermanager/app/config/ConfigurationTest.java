package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.chain.MailServer;

class ConfigurationTest {
    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture directory;

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    @Test
    void whatIsShownReadsAsEqualSettings() {
        var first =
                directory.with("milter-manager.toml", EveryKeyTest.EVERYTHING).read();
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
    void remarksOnFilesThatLookAsIfTheyWereReadAndOnNamesThatNobodyHas() {
        var read = directory
                .with("milter-manager.toml", """
                    order = ["milter-greylist", "clamav", "opendmarc"]
                    [[milter]]
                    name = "milter-greylst"
                    connect = "unix:/run/greylist"
                    [[milter]]
                    name = "clamav"
                    connect = "unix:/run/clamav"
                    """)
                .with("mine.toml", "mta = 'postfix'")
                .with("conf.d/20-mine.conf", "mta = 'postfix'")
                .with("conf.d/README", "Files of your own.")
                .with("conf.d/10.toml~", "mta = 'postfix'")
                .with("conf.d/10.toml.dpkg-old", "mta = 'postfix'")
                .read();

        assertEquals(
                List.of(
                        "mine.toml is not read; files of your own go to conf.d",
                        "conf.d/20-mine.conf is not read; files there end in .toml",
                        "milter-manager.toml:1:1: order: there is no milter \"milter-greylist\"; did you mean"
                                + " \"milter-greylst\"?",
                        "milter-manager.toml:1:1: order: there is no milter \"opendmarc\""),
                read.remarks().stream()
                        .map(remark -> remark.replace(temporary + "/", ""))
                        .toList());
        assertEquals(Optional.empty(), read.settings().mta());
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
        assertEquals(
                EveryKeyTest.outside("unix:/a", 1_000, 3_000, 300_000),
                milters.getFirst().source());
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
