package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProgramTest {
    /** A subcommand as others are written: one class. */
    @Command(name = "check", mixinStandardHelpOptions = true)
    private final class Check implements Callable<Integer> {
        @Mixin
        private ConfigurationDirectory directory = new ConfigurationDirectory();

        @Override
        public Integer call() {
            checked.add(directory.files(List.of()).directory());
            return 7;
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Settings> started = new ArrayList<>();
    private final List<Path> checked = new ArrayList<>();

    @TempDir
    private Path directory;

    /** The milters of this machine are no part of it. */
    @BeforeEach
    void detectNothing() throws IOException {
        Files.writeString(directory.resolve("milter-manager.local.toml"), "detect.enabled = false\n");
    }

    private int run(String... arguments) {
        Start daemon = (files, configuration) -> {
            started.add(configuration.settings());
            assertEquals(configuration.settings(), files.read().settings(), "a reload keeps the command line");
            return ExitCode.OK;
        };
        return new Program(daemon, () -> List.of(new Check()), new PrintWriter(out), new PrintWriter(err), false)
                .run(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # arguments            | what is said
        --show-confg           | milter-manager: unknown option '--show-confg'; did you mean '--show-config'?
        --log-lvel=debug       | milter-manager: unknown option '--log-lvel'; did you mean '--log-level'?
        --frobnicate           | milter-manager: unknown option '--frobnicate'
        -x                     | milter-manager: unknown option '-x'
        --n-workers=4          | milter-manager: unknown option '--n-workers'; leave it out: one process serves all sessions
        chekc                  | milter-manager: unknown command 'chekc'; did you mean 'check'?
        -s                     | milter-manager: missing required parameter for option '--connection-spec' (SPEC)
        check --verison        | milter-manager check: unknown option '--verison'; did you mean '--version'?
        """)
    void wrongUsageIsToldWithTheNearestMatch(String arguments, String sentence) {
        assertEquals(ExitCode.USAGE, run(arguments.split(" ")));

        assertEquals(sentence, err.toString().lines().findFirst().orElseThrow());
        assertEquals("", out.toString());
        assertEquals(List.of(), started);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # arguments                             | a line that --show-config prints | and the one above
        -s inet:10025@127.0.0.1                 | listen = "inet:10025@127.0.0.1"  | # command line (-s)
        --connection-spec=unix:/run/x           | listen = "unix:/run/x"           | # command line (-s)
        -u mail                                 | user = "mail"                    | # command line (-u)
        --user-name mail                        | user = "mail"                    | # command line (-u)
        -g mail                                 | group = "mail"                   | # command line (-g)
        --unix-socket-mode 600                  | mode = "0600"                    | # command line (--unix-socket-mode)
        --unix-socket-group postfix             | group = "postfix"                | # command line (--unix-socket-group)
        --socket-group-name postfix             | group = "postfix"                | # command line (--unix-socket-group)
        --pid-file /run/x.pid                   | pid-file = "/run/x.pid"          | # command line (--pid-file)
        -v                                      | level = "debug"                  | # command line (-v)
        --quiet                                 | level = "error"                  | # command line (-q)
        -v --log-level warning                  | level = "warning"                | # command line (--log-level)
        --log-path -                            | to = "stdout"                    | # command line (--log-path)
        --log-path /var/log/x                   | to = "/var/log/x"                | # command line (--log-path)
        --syslog                                | to = "syslog"                    | # command line (--syslog)
        --syslog-facility local0                | facility = "local0"              | # command line (--syslog-facility)
        --daemon                                | to = "syslog"                    | # command line (--daemon)
        --daemon --no-daemon                    | to = "stdout"                    | # command line (--no-daemon)
        --log-path /var/log/x --no-daemon       | to = "/var/log/x"                | # command line (--log-path)
        -s inet:1@::1 -s inet6:2@::1            | listen = "inet6:2@[::1]"         | # command line (-s)
        """)
    void anOptionOverridesTheFiles(String options, String line, String comment) {
        var arguments = new ArrayList<>(List.of("-c", directory.toString(), "--show-config"));
        arguments.addAll(List.of(options.split(" ")));

        assertEquals(ExitCode.OK, run(arguments.toArray(String[]::new)), err::toString);

        assertTrue(out.toString().contains("\n" + comment + "\n" + line + "\n"), out::toString);
    }

    @Test
    void withoutACommandTheDaemonRuns() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), "group = 'mail'");

        assertEquals(ExitCode.OK, run("-c", directory.toString(), "-u", "filter"));

        assertEquals("filter", started.getFirst().user().orElseThrow());
        assertEquals("mail", started.getFirst().group().orElseThrow());
    }

    @Test
    void theHelpOfACommandIsItsOwn() {
        assertEquals(ExitCode.OK, run("check", "--help"));

        assertTrue(out.toString().startsWith("Usage: milter-manager check "), out::toString);
    }

    @Test
    void aBrokenConfigurationStartsNothing() throws IOException {
        var file = Files.writeString(directory.resolve("milter-manager.toml"), "gruop = 'mail'\nmta = 1");

        assertEquals(ExitCode.FAILED, run("-c", directory.toString(), "-s", "x"));

        assertEquals("""
            command line (-s): spec doesn't have colon: <x>; got 'x', expected unix:/path, inet:port@host or inet6:port@host
            %1$s:1:1: unknown key 'gruop'; did you mean 'group'?
            %1$s:2:1: mta: got 1, expected one of "auto", "postfix", "sendmail"
            """.formatted(file), err.toString());
        assertEquals(List.of(), started);
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsTold() throws IOException {
        var file = Files.writeString(directory.resolve("milter-manager.toml"), "");

        assertEquals(ExitCode.FAILED, run("-c", file.toString()));

        assertEquals(
                "%s: is a file; expected the directory of the configuration; did you mean %s?\n"
                        .formatted(file, directory),
                err.toString());
        assertEquals(List.of(), started);
    }

    @Test
    void aFileThatIsNamedWithoutItsDirectoryIsTold() {
        assertEquals(ExitCode.FAILED, run("-c", "pom.xml"));

        assertEquals(
                "pom.xml: is a file; expected the directory of the configuration; did you mean %s?\n"
                        .formatted(Path.of("").toAbsolutePath()),
                err.toString());
    }

    @ParameterizedTest
    @CsvSource({"check, /etc/milter-manager", "-c /x check, /x", "check -c /y, /y", "-c /x check --config-dir=/y, /y"})
    void aSubcommandHasTheDirectoryFromEitherSide(String arguments, Path expected) {
        assertEquals(7, run(arguments.split(" ")));

        assertEquals(List.of(expected), checked);
        assertEquals(List.of(), started);
    }

    @Test
    void printsItsVersion() {
        assertEquals(ExitCode.OK, run("--version"));

        assertTrue(out.toString().matches("milter-manager \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n"), out::toString);
    }

    @Test
    void helpTellsOptionsCommandsAndExitCodes() {
        assertEquals(ExitCode.OK, run("--help"));

        var help = out.toString();
        assertTrue(
                help.startsWith("Usage: milter-manager [OPTION]...\n       milter-manager COMMAND [OPTION]...\n"),
                help);
        assertTrue(help.contains("\n  check"), help);
        assertTrue(help.contains("\nExit codes:\n  0   ended as told\n"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
        assertEquals(-1, help.indexOf('\u001B'), "colours only on a terminal");
    }

    @Test
    void theReferenceNeedsNoConfiguration() {
        assertEquals(ExitCode.OK, run("-c", "/nowhere", "--config-reference"));

        assertEquals(Configuration.reference(), out.toString());
    }
}
