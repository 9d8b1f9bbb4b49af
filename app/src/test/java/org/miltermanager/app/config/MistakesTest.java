package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The very texts that an administrator reads. */
class MistakesTest {
    private static final String SPEC = "expected unix:/path, inet:port@host or inet6:port@host";

    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture directory;

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # the file                         | the mistake
        mta = "postfx"                     | 1:1: mta: got "postfx", expected one of "auto", "postfix", "sendmail"; did you mean "postfix"?
        mta = "exim"                       | 1:1: mta: got "exim", expected one of "auto", "postfix", "sendmail"
        mta = true                         | 1:1: mta: got true, expected one of "auto", "postfix", "sendmail"
        pid-file = "run/x.pid"             | 1:1: pid-file: got "run/x.pid", expected a path that begins with /
        user = "no body"                   | 1:1: user: got "no body", expected the name of an account
        user = 0                           | 1:1: user: got 0, expected the name of an account
        socket.mode = "0668"               | 1:1: socket.mode: got "0668", expected an octal file mode in quotes, such as "0660"
        socket.mode = 660                  | 1:1: socket.mode: got 660, expected an octal file mode in quotes, such as "0660"
        socket = "/run/x"                  | 1:1: socket: got "/run/x", expected a table with mode, group
        detect = false                     | 1:1: detect: got false, expected a table with enabled
        log = { to = "stderr" }            | 1:9: log.to: got "stderr", expected "syslog", "stdout" or a path that begins with /
        log = { facility = [] }            | 1:9: log.facility: got an array, expected one of "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"
        limits.frame = "1MB"               | 1:1: limits.frame: got "1MB", whose unit 'MB' is unknown; expected a size with its unit, such as "64KiB" or "1MiB"
        limits.frame = "64KiB"             | 1:1: limits.frame: got "64KiB", expected at least "128KiB"
        limits.frame = "1GiB"              | 1:1: limits.frame: got "1GiB", expected at most "1073741823B"
        limits.sessions = -1               | 1:1: limits.sessions: got -1, expected a whole number from 0 to 1000000
        limits.sessions = "many"           | 1:1: limits.sessions: got "many", expected a whole number from 0 to 1000000
        limits.message-deadline = "30"     | 1:1: limits.message-deadline: got "30", which has no unit; expected a duration with its unit, such as "30s", "5m" or "500ms"
        limits.message-deadline = 30       | 1:1: limits.message-deadline: got 30, expected a duration with its unit, such as "30s", "5m" or "500ms"
        limits.message-deadline = "5 min"  | 1:1: limits.message-deadline: got "5 min", whose unit 'min' is unknown; expected a duration with its unit, such as "30s", "5m" or "500ms"
        limits.message-deadline = "0s"     | 1:1: limits.message-deadline: got "0s", expected at least "1s"
        limits.message-deadline = "36501d" | 1:1: limits.message-deadline: got "36501d", expected at most "36500d"
        limits.message-deadline = "soon"   | 1:1: limits.message-deadline: got "soon", expected a duration with its unit, such as "30s", "5m" or "500ms"
        dns.servers = "192.0.2.53"         | 1:1: dns.servers: got "192.0.2.53", expected addresses in brackets, such as ["127.0.0.1"]
        dns.servers = ["localhost"]        | 1:1: dns.servers: got "localhost", expected an address, or one with a port such as "127.0.0.1:5353" or "[::1]:5353"
        dns.servers = ["192.0.2.53:0"]     | 1:1: dns.servers: got "192.0.2.53:0", expected a port from 1 to 65535
        dnsbl.lists = ["example"]          | 1:1: dnsbl.lists: got "example", expected a list such as "zen.spamhaus.org", or with answers and weight "bl.example=127.0.0.2/31,127.0.0.9*2"
        dnsbl.lists = ["bl.example=2"]     | 1:1: dnsbl.lists: got "2", expected answers of a list, such as "127.0.0.2" or "127.0.0.0/28"
        dnsbl.lists = ["bl.example=192.0.2.1"] | 1:1: dnsbl.lists: got "192.0.2.1", expected answers of a list, such as "127.0.0.2" or "127.0.0.0/28"
        networks.own = ["10.0.0.0/8", 5]   | 1:1: networks.own: got 5, expected networks in brackets, such as ["192.0.2.0/24"]
        non-smtp.guard = "true"            | 1:1: non-smtp.guard: got "true", expected true or false without quotes
        non-smtp.guard = "yes"             | 1:1: non-smtp.guard: got "yes", expected true or false
        milter = { name = "a" }            | 1:1: milter: got a table, expected a heading [[milter]], in double brackets, above each milter
        """)
    void aValueThatAKeyDoesNotTake(String file, String mistake) {
        assertEquals(
                "milter-manager.toml:" + mistake + "\n",
                directory.with("milter-manager.toml", file).mistakes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # the file                    | the mistake
        lisen = "unix:/run/x"         | 1:1: unknown key 'lisen'; did you mean 'listen'?
        pid_file = "/run/x"           | 1:1: unknown key 'pid_file'; did you mean 'pid-file'?
        level = "debug"               | 1:1: unknown key 'level'; did you mean 'log.level'?
        max_connections = 5           | 1:1: unknown key 'max_connections'; did you mean 'limits.sessions'?
        log.levle = "debug"           | 1:1: unknown key 'log.levle'; did you mean 'log.level'?
        log.color = true              | 1:1: unknown key 'log.color'; known here: level, to, facility
        quux = 1                      | 1:1: unknown key 'quux'; known here: listen, mta, user, group, pid-file, control, order, detect, socket, log, limits, non-smtp, milter, table, condition, rule, s25r, networks, trust, stress, dns, dnsbl, spf
        "log.level" = "debug"         | 1:1: unknown key '"log.level"'; did you mean 'log.level'?
        socket.path.to = "x"          | 1:1: unknown key 'socket.path'; known here: mode, group
        milter = [ { tiemout = 3 } ]  | 1:14: unknown key 'tiemout'; did you mean 'deadlines.connect'?
        milter = [ { deadlines = { mesage = "3s" } } ] | 1:28: unknown key 'deadlines.mesage'; did you mean 'deadlines.message'?
        milter = [ { use = "spamd", deadlines = { command = "3s" } } ] | 1:43: unknown key 'deadlines.command'; known here: connect, transfer, message
        milter = [ { fallback_status = "accept" } ]    | 1:14: unknown key 'fallback_status'; did you mean 'on-failure'?
        """)
    void aKeyThatIsNotKnown(String file, String mistake) {
        var first =
                directory.with("milter-manager.toml", file).mistakes().lines().filter(line -> line.contains("unknown"));

        assertEquals("milter-manager.toml:" + mistake, String.join("\n", first.toList()));
    }

    @Test
    void allAtOnceSortedByFileAndLine() {
        directory
                .with("milter-manager.toml", """
                    listen = "10025"
                    [log]
                    level = "loud"
                    [[milter]]
                    connect = "inet:localhost:8891"
                    [[milter]]
                    name = "b"
                    [[milter]]
                    name = "b"
                    connect = "inet:0@localhost"
                    conect = "x"
                    """)
                .with("conf.d/10.toml", "[[milter]]\nname = ''\n[[milter]]\nname = 'B'\n");

        assertEquals(
                """
                command line (--log-level): got "quiet", expected one of "error", "warning", "info", "debug", "trace"
                conf.d/10.toml:2:1: name: got "", expected a name that is not empty
                conf.d/10.toml:4:1: milter "B": the key 'connect' is missing, where it listens; did you mean to override "b"?
                milter-manager.toml:1:1: listen: spec doesn't have colon: <10025>; got '10025', %1$s
                milter-manager.toml:3:1: log.level: got "loud", expected one of "error", "warning", "info", "debug", "trace"
                milter-manager.toml:4:1: [[milter]]: the key 'name' is missing
                milter-manager.toml:5:1: connect: no port: Postfix writes host:port, here it is inet:8891@localhost; \
                got 'inet:localhost:8891', %1$s
                milter-manager.toml:9:1: name: "b" is taken by milter-manager.toml:7; expected another name
                milter-manager.toml:10:1: connect: got "inet:0@localhost", expected a port from 1 to 65535
                milter-manager.toml:11:1: unknown key 'conect'; did you mean 'connect'?
                """.formatted(SPEC), directory.mistakes(new CommandLineValue("--log-level", "log.level", "quiet")));
    }

    @Test
    void aPortThatIsNoNumber() {
        directory.with("milter-manager.toml", "listen = \"inet:25a@localhost\"\n");

        assertEquals("""
            milter-manager.toml:1:1: listen: '25a' is no port number; got 'inet:25a@localhost', %s
            """.formatted(SPEC), directory.mistakes());
    }

    @Test
    void syntaxWithTheRestOfTheFile() {
        directory.with("milter-manager.toml", """
            listen = unix:/run/x.sock
            mta = "exim"
            [[milter]]
            name = "a" "b"
            [log
            level = "loud"
            """);

        assertEquals("""
            milter-manager.toml:1:10: Unexpected 'u', expected a value: a number, true, false, or text in quotes
            milter-manager.toml:2:1: mta: got "exim", expected one of "auto", "postfix", "sendmail"
            milter-manager.toml:4:12: Unexpected ", expected a newline or end-of-input
            milter-manager.toml:5:5: Unexpected end of line, expected ]
            """, directory.mistakes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # listen               | connect
        unix:/run/x/y.sock     | unix:/run/x/../x/y.sock
        unix:/run/x.sock       | local:/run/x.sock
        inet:10025@127.0.0.1   | inet:10025@localhost
        inet:10025             | inet:10025@127.0.0.2
        inet:10025@0.0.0.0     | inet:10025@localhost
        inet6:10025@::         | inet6:10025@[::1]
        inet:10025@127.0.0.1   | inet:10025
        inet:10025@mx.test     | inet:10025@mx.test
        """)
    void ourOwnAddressAsAMilter(String listen, String connect) { // Case 122
        directory.with("milter-manager.toml", "[[milter]]\nname = 'a'\nconnect = '" + connect + "'");

        assertEquals(
                "milter-manager.toml:3:1: connect: got \""
                        + connect.replace("local:", "unix:")
                        + "\", which is our own address (listen, command line (-s)); expected that of another"
                        + " program\n",
                directory.mistakes(new CommandLineValue("-s", "listen", listen)));
    }

    @ParameterizedTest
    @CsvSource({
        "inet:10025@127.0.0.1, inet:10025@127.0.0.2",
        "inet:10025@127.0.0.1, inet:10026@127.0.0.1",
        "inet:10025, inet:10025@192.0.2.1",
        "unix:/run/x.sock, inet:10025",
        "inet:10025, unix:/run/x.sock"
    })
    void anotherAddressAsAMilter(String listen, String connect) {
        directory.with("milter-manager.toml", "[[milter]]\nname = 'a'\nconnect = '" + connect + "'");

        assertEquals("", directory.mistakes(new CommandLineValue("-s", "listen", listen)));
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        Files.createDirectories(temporary.resolve("milter-manager.toml"));
        Files.createSymbolicLink(temporary.resolve("milter-manager.local.toml"), Path.of("gone"));
        Files.createDirectory(temporary.resolve("conf.d"));
        Files.write(temporary.resolve("conf.d/latin1.toml"), new byte[] {'#', '\n', '#', ' ', (byte) 0xE4, '\n'});

        assertEquals("""
            conf.d/latin1.toml:2:3: octet 0xE4 is not UTF-8; save the file as UTF-8
            milter-manager.local.toml: is a symbolic link to what is not there
            milter-manager.toml: is a directory; expected a file
            """, directory.mistakes());
    }

    /** A daemon that reads it again must not run out of memory. */
    @Test
    void aFileThatIsTooLong() {
        assertEquals(
                "milter-manager.toml: is longer than 128 KiB, too long for a configuration; long lists stand in files of"
                        + " their own\n",
                directory
                        .with("milter-manager.toml", "# nothing\n".repeat(20_000))
                        .mistakes());
    }

    /** Each may be a misspelt name of any other. */
    @Test
    @Timeout(30)
    void thousandsAreToldAsWell() {
        for (int file = 10; file < 15; file++) {
            String tables = IntStream.range(0, 1_000)
                    .mapToObj(("[[milter]]\nname = \"m" + file + "-%d\"\n")::formatted)
                    .collect(Collectors.joining());
            directory.with("conf.d/" + file + ".toml", tables);
        }

        assertEquals(5_000, directory.mistakes().lines().count());
    }

    @Test
    void aFileInThePlaceOfTheDirectoryOfParts() {
        assertEquals(
                "conf.d: is a file; expected a directory\n",
                directory.with("conf.d", "").mistakes());
    }

    @Test
    void aDirectoryThatIsNotThere() {
        var missing = temporary.resolve("missing");

        assertEquals(
                missing + ": is not there; expected the directory of the configuration\n",
                new ConfigurationDirectoryFixture(missing).mistakes());
    }

    /** The superuser may read everything: the reason is asked for, not provoked. */
    @Test
    void aFileThatWeMayNotRead() throws IOException {
        var file = Files.createFile(
                temporary.resolve("secret.toml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertEquals(
                "user %s may not read it: %s has owner %s, group %s, mode rw-------"
                        .formatted(
                                System.getProperty("user.name"),
                                file,
                                Files.getOwner(file).getName(),
                                Files.getAttribute(file, "posix:group")),
                TextFile.reason(file, new AccessDeniedException(file.toString())));
    }
}
