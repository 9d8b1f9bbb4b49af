package org.miltermanager.app.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.cli.Check;
import org.miltermanager.app.cli.Greylist;
import org.miltermanager.app.cli.Import;
import org.miltermanager.app.cli.Program;
import org.miltermanager.app.cli.TestClient;
import org.miltermanager.app.cli.TestServer;
import org.miltermanager.app.config.Configuration;
import picocli.CommandLine;

class ManualTest {
    @TempDir
    private Path directory;

    private Map<String, String> written = Map.of();

    @BeforeEach
    void write() throws IOException {
        written = writtenTo(directory.resolve("first"));
    }

    private static List<?> subcommands() {
        return List.of(new Check(), new Greylist(), new Import(), new TestServer(), new TestClient(), new Manual());
    }

    /** Java lists methods in any order, another one each time: nothing may depend on it, or two builds differ. */
    @Test
    void hasAPlaceForEachOptionThatIsAMethod() {
        assertEquals(
                List.of(),
                subcommands().stream()
                        .flatMap(command -> new CommandLine(command).getCommandSpec().options().stream())
                        .filter(option -> option.userObject() instanceof Method && option.order() < 0)
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .toList());
    }

    private static Map<String, String> writtenTo(Path directory) throws IOException {
        var silent = new PrintWriter(new StringWriter());
        new Program((files, configuration) -> 0, ManualTest::subcommands, silent, silent, false)
                .run("manual", directory.toString());
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private List<Path> files(String place) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("first").resolve(place))) {
            return files.sorted().toList();
        }
    }

    /** What a program says of a file; nothing, if it is content. */
    private static String said(Path file, String... program) throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program[0]))),
                () -> program[0] + " is not installed");
        var command = new ArrayList<>(List.of(program));
        command.add(file.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void everyProgramAndCommandHasAPageUnderTheNameThatItIsCalledBy() {
        assertEquals(
                List.of(
                        "man/milter-manager-check.8",
                        "man/milter-manager-greylist.8",
                        "man/milter-manager-import.8",
                        "man/milter-manager.8",
                        "man/milter-manager.toml.5",
                        "man/milter-test-client.1",
                        "man/milter-test-server.1"),
                written.keySet().stream()
                        .filter(name -> name.startsWith("man/"))
                        .toList());
    }

    @Test
    void groffHasNothingToComplainAbout() throws IOException {
        for (Path page : files("man")) {
            assertEquals("", said(page, "groff", "-ww", "-man", "-Tutf8", "-z"), page::toString);
        }
    }

    @Test
    void mandocHasNothingToComplainAbout() throws IOException {
        for (Path page : files("man")) {
            // No date: the same sources give the same page. The line below NAME must not be broken.
            var complaints = said(page, "mandoc", "-Tlint")
                    .lines()
                    .filter(line -> !line.contains("missing date") && !line.contains(":5:"))
                    .toList();

            assertEquals(List.of(), complaints, page::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"bash, bash -n", "zsh, zsh -n", "fish, fish -n"})
    void theShellReadsItsCompletion(String shell, String command) throws IOException {
        for (Path file : files("completion/" + shell)) {
            assertEquals("", said(file, command.split(" ")), file::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "man/milter-manager-check.8, \\-\\-main\\-cf",
        "man/milter-test-server.1, \\-\\-negotiate\\-version",
        "man/milter-manager.8, \\-\\-show\\-config",
        "completion/bash/milter-manager, --main-cf",
        "completion/bash/milter-test-server, --negotiate-version",
        "completion/zsh/_milter-manager, --main-cf",
        "completion/fish/milter-manager.fish, -l main-cf -r -F",
        "completion/fish/milter-test-client.fish, -l connection-spec",
        "completion/bash/milter-manager, _milter-manager_greylist_delete()",
        "completion/zsh/_milter-manager, stats) _milter-manager_greylist_stats ;;",
        "completion/fish/milter-manager.fish, and not __fish_seen_subcommand_from list delete allow stats",
        "completion/fish/milter-manager.fish, from greylist; and __fish_seen_subcommand_from stats"
    })
    void theOptionsAreThere(String file, String option) {
        assertTrue(written.getOrDefault(file, "").contains(option), () -> file + " " + written.get(file));
    }

    @Test
    void everyKeyOfTheConfigurationHasItsMeaning() {
        String page = written.getOrDefault("man/milter-manager.toml.5", "");

        Configuration.keys().values().stream().flatMap(List::stream).forEach(key -> {
            assertTrue(page.contains("\n.TP\n" + Roff.bold(key.path()) + "\n"), key::path);
            assertFalse(key.meaning().isBlank(), key::path);
        });
    }

    @Test
    void whatIsForPackagersAloneIsNowhere() {
        written.forEach((file, text) -> assertFalse(text.contains("completion of shells"), file));
    }

    @Test
    void theSameSourcesGiveTheSameFiles() throws IOException {
        assertEquals(written, writtenTo(directory.resolve("second")));
    }

    @Test
    void textCannotBecomeACommandOfRoff() {
        var page = new Roff("x", 1, "1").paragraph(".so /etc/passwd 'br \\fB -a");

        assertTrue(page.toString().endsWith("\n\\&.so /etc/passwd \\(aqbr \\efB \\-a\n"), page::toString);
    }
}
