package org.miltermanager.app.ruby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.transport.Endpoint;

/** When milters are asked, carried over. */
class ImportedConditionsTest {
    private static final String MILTER = "milter.connection_spec = \"inet:1@localhost\"\n";

    @TempDir
    private Path directory;

    private final List<Finding> host = List.of(new Finding(
            "milter-greylist",
            "milter-greylist",
            Optional.of(Endpoint.parse("inet:2@localhost")),
            State.ENABLED,
            Rank.GREYLISTING,
            List.of("Remote Network", "S25R"),
            List.of(),
            List.of(),
            List.of()));

    private Imported imported(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("milter-manager.conf"), text);
        return Imported.from(file, () -> host);
    }

    private static void assertSays(Imported imported, String line) {
        assertTrue(imported.toml().lines().anyMatch(line::equals), imported::text);
    }

    private ImportFixture ours() {
        return new ImportFixture(directory);
    }

    private static String milter(String line) {
        return "define_milter(\"m\") do |milter|\n" + MILTER + line + "\nend\n";
    }

    @Test
    void theConditionsOfAMilterAllHaveToHold() throws IOException {
        var imported = imported(milter("""
            milter.applicable_conditions = ["S25R", "Remote Network"]
            milter.add_applicable_condition("Unauthenticated")
            """));

        assertSays(imported, "when = [\"S25R\", \"Remote Network\", \"Unauthenticated\"]");
        assertEquals("", ours().leftovers(imported));
        assertEquals(3, ours().accepted(imported).milters().getFirst().when().size());
    }

    @Test
    void thoseThatHaveListsBringThemAlong() throws IOException {
        var imported = imported(milter("milter.applicable_conditions = [\"Not DNSBL Listed\", \"Trust\"]"));

        assertSays(imported, "when = [\"not dnsbl\", \"Trust\"]");
        assertTrue(imported.toml().contains("\nlists = [\"zen.spamhaus.org=127.0.0.10/31\", "), imported::text);
        assertTrue(imported.toml().contains("\ndomains = [\"gmail.com\", "), imported::text);
        ours().accepted(imported);
    }

    @Test
    void aMilterOfTheHostKeepsThoseThatItHas() throws IOException {
        var imported = imported("""
            load_default
            define_milter("milter-greylist") { |milter| milter.add_applicable_condition("Trust") }
            """);

        assertSays(imported, "when = [\"Remote Network\", \"S25R\", \"Trust\"]");
    }

    @Test
    void aMilterOfTheHostThatShallHaveNoneIsAskedAlways() throws IOException {
        var imported = imported("""
            load_default
            define_milter("milter-greylist") { |milter| milter.applicable_conditions = [] }
            """);

        assertSays(imported, "when = []");
    }

    @Test
    void aConditionThatSomebodyMadeIsToldAndTheOthersStay() throws IOException {
        var imported = imported("""
            define_applicable_condition("Night") do |condition|
              condition.define_connect_stopper { |context, host, address| Time.now.hour > 6 }
            end
            """ + milter("milter.applicable_conditions = [\"S25R\", \"Night\"]"));

        assertSays(imported, "when = \"S25R\"");
        assertTrue(ours().leftovers(imported).contains("milter-manager.conf:1: "), () -> ours().leftovers(imported));
        assertTrue(
                ours().leftovers(imported)
                        .contains("this milter is asked without regard to Night: write [condition.NAME]"),
                () -> ours().leftovers(imported));
        ours().accepted(imported);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
        s25r.only_check_ipv4 = false                    -> ipv4-only = false
        s25r.add_whitelist("mx.example.com")            -> white-list = ["mx.example.com"]
        s25r.add_whitelist(/\\.example\\.com\\z/i)      -> white-list = ["/\\\\.example\\\\.com\\\\z/"]
        s25r.add_blacklist(/^dsl/)                      -> black-list = ["/^dsl/"]
        remote_network.add_local_address("192.0.2.0/24") -> own = ["192.0.2.0/24"]
        remote_network.add_remote_address("10.0.0.1")   -> remote = ["10.0.0.1"]
        trust.clear                                     -> domains = []
        stress.threshold_n_connections = 75             -> sessions = 75
        stress.threshold_n_connections = 0              -> sessions = 1000000
        dnsbl.name_servers = ["127.0.0.1", "::1"]       -> servers = ["127.0.0.1", "0:0:0:0:0:0:0:1"]
        """)
    void whatIsSaidOfConditionsIsSaidHere(String line, String ours) throws IOException {
        var imported = imported(line);

        assertEquals("", ours().leftovers(imported));
        assertSays(imported, ours);
        ours().accepted(imported);
    }

    @Test
    void listsGrowBehindWhatIsInThemFromTheBeginning() throws IOException {
        var imported = imported("""
            trust.add_envelope_from_domain("example.com")
            trust.add_envelope_from_domain(/\\Aexample\\./)
            dnsbl.add_service("bl.example.com", "127.0.0.2")
            """);

        assertTrue(
                imported.toml().contains("\"clear-code.com\", \"example.com\", \"/\\\\Aexample\\\\./\"]"),
                imported::text);
        assertTrue(imported.toml().contains("\"bl.example.com=127.0.0.2\"]"), imported::text);
        ours().accepted(imported);
    }

    /** milter manager asked whether any answer of a service fits. */
    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
        "zen.spamhaus.org"                -> "zen.spamhaus.org"
        "zen.spamhaus.org", "127.0.0.2"   -> "zen.spamhaus.org=127.0.0.10/31,127.0.0.2"
        "ZEN.spamhaus.org", "127.0.0.2"   -> "zen.spamhaus.org=127.0.0.10/31,127.0.0.2"
        """)
    void aServiceCountsOnceHoweverManyOfItsAnswersDo(String service, String list) throws IOException {
        var imported = imported("dnsbl.add_service(" + service + ")");

        assertTrue(
                imported.toml()
                        .contains("lists = [" + list
                                + ", \"bl.spamcop.net=127.0.0.2\", \"b.barracudacentral.org=127.0.0.2\"]"),
                imported::text);
        ours().accepted(imported);
    }

    @Test
    void aFileWithTrustedDomainsIsLookedForBesideTheConfiguration() throws IOException {
        Files.writeString(directory.resolve("trusted"), "example.com\n");

        var imported = imported("trust.load_envelope_from_domains('trusted')");

        assertSays(imported, "file = \"" + directory.resolve("trusted") + "\"");
        ours().accepted(imported);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
        s25r.add_whitelist { |host| host == "x" }         -> what a block of Ruby decides cannot be carried over: write what it stands for into s25r.white-list
        s25r.add_blacklist(/\\h{8}/)                      -> this regular expression means something else here
        s25r.add_blacklist(/(/)                           -> the pattern /(/ is wrong
        remote_network.add_local_address("home")          -> got "home", expected
        dnsbl.add_service("a", "b", "c")                  -> got 3 arguments, expected a domain
        dnsbl.add_service("nothing")                      -> got "nothing", expected a list
        trust.load_envelope_from_domains("/nowhere")      -> trust.file: /nowhere
        restrict_accounts_by_list("alice@example.org")    -> write when = 'recipient in file
        restrict_accounts_generic { |context, to| true }  -> write when = 'recipient in file
        define_policy("p") { |policy| policy.from = "x" } -> write it into the when of its milters
        """)
    void whatCannotBeCarriedOverIsToldWithWhatToDo(String line, String told) throws IOException {
        var imported = imported(line);

        assertTrue(ours().leftovers(imported).contains(told), () -> ours().leftovers(imported));
        ours().accepted(imported);
    }
}
