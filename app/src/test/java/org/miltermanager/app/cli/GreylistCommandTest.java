package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.control.ControlSocket;
import org.miltermanager.app.greylist.GreylistRequests;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** {@code milter-manager greylist}, of a file and of a daemon that has the file open. */
class GreylistCommandTest {
    private static final Pace PACE = new Pace(Duration.ofHours(1), Duration.ofDays(5), Duration.ofDays(7), 5, 2);

    @TempDir
    private Path directory = Path.of("");

    private Optional<GreylistStore> store = Optional.empty();
    private Optional<ControlSocket> control = Optional.empty();
    private String out = "";
    private String err = "";

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            detect.enabled = false
            control = "%1$s/control"
            [[milter]]
            name = "greylist"
            use = "greylist"
            file = "%1$s/greylist"
            """.formatted(directory));
        store = Optional.of(EmbeddedStore.open(file(), InstantSource.system(), remark -> {}));
        store.get().attempt(new Triplet("192.0.2.0/24", "a@one.example", "b@example.com"), PACE);
        store.get().attempt(new Triplet("198.51.100.0/24", "", "\u001b[31mb@example.com"), PACE);
    }

    @AfterEach
    void close() {
        control.ifPresent(ControlSocket::close);
        store.ifPresent(GreylistStore::close);
    }

    private Path file() {
        return directory.resolve("greylist");
    }

    private void startDaemon() {
        var requests = new GreylistRequests(place -> store.filter(open -> place.equals(new StorePlace.File(file()))));
        control = Optional.of(ControlSocket.open(directory.resolve("control"), requests, trouble -> {}));
    }

    private void stopDaemon() {
        store.ifPresent(GreylistStore::close);
        store = Optional.empty();
    }

    private String run(int exitCode, String... arguments) {
        var all = new ArrayList<>(List.of("-c", directory.toString(), "greylist"));
        all.addAll(List.of(arguments));
        assertEquals(exitCode, runs(all), () -> err);
        return out;
    }

    private int runs(List<String> arguments) {
        var told = new StringWriter();
        var trouble = new StringWriter();
        Start never = (files, configuration) -> 99;
        int code = new Program(
                        never, () -> List.of(new Greylist()), new PrintWriter(told), new PrintWriter(trouble), false)
                .run(arguments.toArray(String[]::new));
        out = told.toString();
        err = trouble.toString();
        return code;
    }

    private void begin(String where) {
        if (where.equals("daemon")) {
            startDaemon();
        } else {
            stopDaemon();
        }
    }

    @ParameterizedTest
    @CsvSource({"daemon", "file"})
    void listsWhatIsMeantAndLetsNobodySteerTheTerminal(String where) {
        begin(where);

        assertTrue(run(0, "list").endsWith("\n2 entries\n"));
        String listed = run(0, "list", "--client", "198.51.100.7");
        assertTrue(listed.startsWith("waiting  198.51.100.0/24 <> <?[31mb@example.com>  since 20"), listed);
        assertTrue(run(0, "list", "--sender", "one.example", "--json")
                .startsWith("[{\"state\":\"waiting\",\"client\":\"192.0.2.0/24\",\"sender\":\"a@one.example\","
                        + "\"recipient\":\"b@example.com\",\"since\":\"20"));
    }

    @ParameterizedTest
    @CsvSource({"daemon", "file"})
    void allowsAndForgets(String where) {
        begin(where);

        assertEquals("203.0.113.0/24 passes at once for 7 days\n", run(0, "allow", "203.0.113.9"));
        assertEquals(
                "{\"allowed\":\"203.0.113.0/24 two.example\",\"days\":30}\n",
                run(0, "allow", "203.0.113.9", "@Two.example", "--days", "30", "--json"));
        assertEquals(
                "203.0.113.0/24 <> <b@example.com> passes at once for 7 days\n",
                run(0, "allow", "203.0.113.9", "<>", "b@example.com"));
        assertTrue(run(0, "stats", "--json")
                .contains("\"waiting\":2,\"passed\":1,\"clients\":1,\"domains\":1,\"octets\":"));
        assertEquals("3 entries are forgotten\n", run(0, "delete", "--client", "203.0.113.0/24"));
        assertEquals("{\"deleted\":2}\n", run(0, "delete", "--all", "--json"));
        assertEquals("0 entries\n", run(0, "list"));
    }

    @ParameterizedTest
    @CsvSource({"greylist stats -c", "greylist -c", "-c"})
    void theDirectoryMayBeNamedAnywhere(String arguments) throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("milter-manager.toml"), "detect.enabled = false\n");
        var words = new ArrayList<>(List.of(arguments.split(" ")));
        words.add(other.toString());
        Stream.of("greylist", "stats").filter(word -> !words.contains(word)).forEach(words::add);

        assertEquals(1, runs(words));

        assertTrue(err.contains("no milter with use = \"greylist\" is configured"), err);
    }

    @Test
    void saysWhoHasTheFileWhereNoDaemonAnswers() {
        run(1, "stats");

        assertTrue(err.contains(" is in use by another process"), err);
    }

    @Test
    void saysThatTheDaemonUsesAnotherFile() throws IOException {
        startDaemon();
        Files.writeString(directory.resolve("milter-manager.local.toml"), """
            [[milter]]
            name = "greylist"
            file = "/nowhere/else"
            """);

        run(1, "list");

        assertTrue(err.contains("the daemon that runs does not use /nowhere/else"), err);
    }

    @Test
    void aDamagedFileIsLeftToTheDaemon() throws IOException {
        stopDaemon();
        Files.write(file(), new byte[20_000]);

        run(1, "list");

        assertTrue(err.contains(" cannot be read, the daemon puts it aside when it starts"), err);
        assertEquals(20_000, Files.size(file()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        allow example.com            | got 'example.com', expected an IP address
        allow 192.0.2.1 --days 0     | --days: got 0, expected a number from 1 to 36500
        --json                       | unknown option '--json'
        delete                       | say what to forget: --client, --sender, --recipient, or --all
        delete --all --sender a@b    | --all is everything: leave out --client, --sender and --recipient
        list --client x              | got 'x', expected an address or a network
        list --limit 0               | --limit: got 0, expected a number from 1 to 10000
        """)
    void wrongUsageIsTold(String arguments, String sentence) {
        run(2, arguments.split(" "));

        assertTrue(err.contains(sentence), err);
    }

    @Test
    void withoutASubcommandItTellsThem() {
        run(2);

        assertTrue(err.contains("issing required subcommand"), err);
    }

    @Test
    void saysThatNothingIsConfigured() throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), "detect.enabled = false\n");

        run(1, "list");

        assertTrue(err.contains("no milter with use = \"greylist\" is configured"), err);
    }
}
