package org.miltermanager.app.ruby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.Origin;
import org.miltermanager.app.config.Settings;

class ImportedTest {
    @TempDir
    private Path directory;

    private ImportFixture files() {
        return new ImportFixture(directory);
    }

    private Imported imported(String text) {
        return files().imported("milter-manager.conf", text);
    }

    private Settings accepted(Imported imported) {
        return files().accepted(imported);
    }

    private String leftovers(Imported imported) {
        return files().leftovers(imported);
    }

    @Test
    void ourReaderAcceptsWhatIsWritten() {
        var settings = accepted(imported(ImportFixture.SAMPLE));

        assertEquals("inet:10025@127.0.0.1", settings.listen().toString());
        assertEquals("filter", settings.user().orElseThrow());
        assertEquals(6, settings.socket().mode().size() + 2);
        assertEquals(
                List.of("clamav-milter", "greylist"),
                settings.milters().stream().map(MilterSettings::name).toList());
        var clamav = settings.milters().getFirst();
        assertEquals("virus scanner", clamav.description());
        assertEquals(Duration.ofSeconds(297), outside(clamav).deadlines().connect());
        assertEquals(Duration.ofMillis(7_500), outside(clamav).deadlines().command());
        assertTrue(settings.milters().getLast().evaluation());
    }

    @Test
    void mailPassesAMilterThatFailsUnlessTheFileSaidSomethingElse() {
        var milters = accepted(imported("""
                        define_milter("a") { |milter| milter.connection_spec = "inet:1@localhost" }
                        define_milter("b") do |milter|
                          milter.connection_spec = "inet:2@localhost"
                          milter.fallback_status = "temporary-failure"
                        end
                        """)).milters();

        assertEquals(
                "ACCEPT TEMPFAIL",
                milters.get(0).onFailure() + " " + milters.get(1).onFailure());
    }

    @Test
    void aMilterThatIsDefinedAgainMovesToTheEnd() {
        var milters = accepted(imported(ImportFixture.SAMPLE + """
                        define_milter("clamav-milter") { |milter| milter.enabled = true }
                        define_milter("gone") { |milter| milter.connection_spec = "inet:3@localhost" }
                        remove_milter("gone")
                        """)).milters();

        assertEquals(
                List.of("greylist", "clamav-milter"),
                milters.stream().map(MilterSettings::name).toList());
        assertTrue(milters.getLast().enabled());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # line                                              | what is told of it, from its beginning
            manager.n_workers = 4                               | milter-manager.conf:1: manager.n_workers = 4: leave it out: one process
            manager.pid_file = "/run/x" if production?          | milter-manager.conf:1: manager.pid_file = "/run/x" if production?: only Ruby knows
            manager.pid_file = "/run/#{name}.pid"               | milter-manager.conf:1: manager.pid_file = "/run/#{name}.pid": it contains #{…}
            manager.pid_file = "run/x"                          | milter-manager.conf:1: manager.pid_file = "run/x": got "run/x", expected a path
            manager.pid_file = ENV["X"]                         | milter-manager.conf:1: manager.pid_file = ENV["X"]: only Ruby knows
            manager.max_connections = "many"                    | milter-manager.conf:1: manager.max_connections = "many": got "many", expected a whole
            manager.pid_fiel = "/run/x"                         | milter-manager.conf:1: manager.pid_fiel = "/run/x": is not among
            controller.connection_spec = "inet:2929"            | milter-manager.conf:1: controller.connection_spec = "inet:2929": leave it out
            load("missing.conf")                                | milter-manager.conf:1: load("missing.conf"): there is no such file
            load("milter-manager.conf")                         | milter-manager.conf: is read already
            load(path)                                          | milter-manager.conf:1: load(path): only Ruby knows
            define_milter("a") { |m| m.command = "/x" }         | milter-manager.conf:1: define_milter("a") { |m| m.command = "/x" }: start the milter
            define_milter("a") { |m| m.fallback_status = "discard" } | milter-manager.conf:1: define_milter("a") { |m| m.fallback_status = "discard" }: got "discard"
            define_milter("a")                                  | milter-manager.conf:1: milter "a": the key 'connect' is missing
            end                                                 | milter-manager.conf:1: end: only Ruby knows
            """)
    void aLineThatCannotBeCarriedOverIsToldWithWhatToDo(String line, String told) {
        var imported = imported(line);

        assertTrue(leftovers(imported).startsWith(told), () -> leftovers(imported));
        accepted(imported);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'a\\b\\'c'             | a\\b'c
            "a\\u0042\\x43\\104"   | aBCD
            "\\u{45}\\q"           | Eq
            "a" "b" + 'c'          | abc
            %q(a(b)c)              | a(b)c
            %Q[x\\]y]              | x]y
            :symbol                | symbol
            :"a b"                 | a b
            """)
    void aStringMeansWhatItMeansInRuby(String literal, String meaning) {
        var milter = accepted(imported("define_milter('m') { |m| m.connection_spec = 'inet:1'; m.description = "
                        + literal.replace("\\\\", "\\") + " }"))
                .milters()
                .getFirst();

        assertEquals(meaning.replace("\\\\", "\\"), milter.description());
    }

    @Test
    void aMilterThatIsFoundOnTheHostCanBeSwitchedOff() {
        var imported = imported("""
                load_default
                remove_milter("milter-greylist")
                define_milter("opendkim") { |milter| milter.enabled = false }
                """);

        assertEquals("", leftovers(imported));
        assertTrue(imported.toml().contains("name = \"milter-greylist\""), imported::toml);
        assertEquals(
                2, imported.toml().lines().filter("enabled = false"::equals).count());
        assertEquals(List.of(), accepted(imported).milters());
    }

    @Test
    void withoutLoadDefaultNothingIsLookedForOnTheHost() {
        assertTrue(imported("").toml().contains("[detect]\n"));
        assertFalse(imported("load_default").toml().contains("[detect]\n"));
    }

    @Test
    void whatRubyDoesNotRunIsNotRead() {
        var imported = imported("""
                =begin
                manager.pid_file = "/run/remark"
                =end
                text = <<-EOS + "x"
                manager.pid_file = "/run/here"
                EOS
                # manager.pid_file = "/run/comment"
                def configure
                  manager.pid_file = "/run/method" while true do x end
                end
                user = case 1 when 1 then "a" end
                __END__
                manager.pid_file = "/run/behind"
                """);

        assertEquals("", accepted(imported).pidFile().map(Path::toString).orElse(""));
        assertEquals(
                List.of(4, 8, 11),
                imported.leftovers().stream()
                        .map(line -> ((Origin.InFile) line.origin()).line())
                        .toList());
    }

    @Test
    void loadedFilesAreReadInTheirPlaceAndTheConditionsOfMilterManagerAreNotNeeded() throws IOException {
        Files.createDirectories(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/b.conf"), "security.effective_user = 'b'");
        Files.writeString(directory.resolve("conf.d/a.conf"), "security.effective_user = 'a'");
        Files.createDirectories(directory.resolve("applicable-conditions"));
        Files.writeString(
                directory.resolve("applicable-conditions/s25r.conf"),
                "define_applicable_condition(\"S25R\") do |condition|\nend\n");

        var imported = imported("""
                load("applicable-conditions/*.conf")
                load_default
                load_if_exist("milter-manager.local.conf")
                load "conf.d/*.conf"
                """);

        assertEquals("", leftovers(imported));
        assertEquals("b", accepted(imported).user().orElseThrow());
        assertEquals(1, imported.builtIn().size());
    }

    @Test
    void theXmlBesideItIsReadAsWell() throws IOException {
        Files.writeString(directory.resolve("milter-manager.custom.conf"), """
                <?xml version="1.0"?>
                <configuration>
                  <security><privilege-mode>true</privilege-mode><effective-user>nobody</effective-user></security>
                  <milters><milter>
                    <enabled>false</enabled><name>greylist</name><connection-timeout>2.5</connection-timeout>
                    <connection-spec>inet:4@localhost</connection-spec>
                  </milter></milters>
                </configuration>
                """);

        var imported = imported(ImportFixture.SAMPLE);
        var settings = accepted(imported);

        assertEquals("nobody", settings.user().orElseThrow());
        var greylist = outside(settings.milters().getLast());
        assertEquals("inet:4@localhost", greylist.connect().toString());
        assertEquals(Duration.ofMillis(2_500), greylist.deadlines().connect());
        assertTrue(leftovers(imported).contains("milter-manager.custom.conf:3: "), () -> leftovers(imported));
    }

    private static MilterSettings.Source.Outside outside(MilterSettings milter) {
        return assertInstanceOf(MilterSettings.Source.Outside.class, milter.source());
    }
}
