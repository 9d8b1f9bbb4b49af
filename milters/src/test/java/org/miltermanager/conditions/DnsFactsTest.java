package org.miltermanager.conditions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.ExpressionError;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Truth;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.conditions.dnslist.DnsList;
import org.miltermanager.conditions.dnslist.DnsListFacts;
import org.miltermanager.conditions.dnslist.DnsLists;
import org.miltermanager.conditions.spf.Spf;
import org.miltermanager.conditions.spf.SpfFacts;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

/** Conditions that ask the DNS. */
class DnsFactsTest {
    private static final Duration ATTEMPT = Duration.ofMillis(200);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final SessionMacros macros = new SessionMacros();
    private final Circumstances known = new Circumstances();
    private DnsServer server;
    private Vocabulary words;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        var dns = new Resolver(new ResolverSettings(List.of(server.address()), ATTEMPT, 1, DEADLINE, 100));
        var lists = List.of(
                new DnsList("block", "block.example", List.of(), 2),
                new DnsList("dead", "dead.example", List.of(), 1),
                new DnsList("twice", "block.example", codes("127.0.0.9"), 0),
                new DnsList("twice", "block.example", codes("127.0.0.2"), 0));
        words = new DnsListFacts(new DnsLists(lists, dns, DEADLINE), 2, DEADLINE).addTo(Vocabulary.ofMail());
        words = new SpfFacts(new Spf(dns, DEADLINE, "mx.example"), DEADLINE).addTo(words);
        server.zone().a("1.2.0.192.block.example", "127.0.0.2");
        server.zone().txt("good.example", "v=spf1 ip4:192.0.2.0/24 -all");
        server.misdeed("1.2.0.192.dead.example", Misdeed.SILENCE);
    }

    private static List<Network> codes(String code) {
        return List.of(Network.parse(code).orElseThrow());
    }

    @AfterEach
    void stop() throws IOException {
        known.close();
        server.close();
    }

    private Requirement requirement(String expression) {
        return new Requirement(Expression.of(expression, words), Answer.ASK);
    }

    private void arrives(Requirement requirement, String sender) {
        known.happened(new Connect("client.example", Connect.Family.INET, 4711, "192.0.2.1"), macros);
        known.ask(requirement.facts().toList());
        known.happened(new Helo("client.example"), macros);
        known.happened(new MailFrom(sender, List.of()), macros);
        known.ask(requirement.facts().toList());
        known.happened(new RcptTo("<b@example.com>", List.of()), macros);
    }

    @ParameterizedTest
    @CsvSource({
        "dnsbl,                          TRUE",
        "dnsbl.list(\"BLOCK\"),          TRUE",
        "dnsbl.list(\"dead\"),           UNKNOWN",
        "dnsbl.list(\"twice\"),          TRUE",
        "dnsbl.score >= 2,               UNKNOWN",
        "not dnsbl or dnsbl.score > 100, UNKNOWN",
        "spf == \"pass\",                TRUE",
        "'spf in [\"fail\",\"softfail\"]', FALSE"
    })
    void decideWithWhatTheDnsSays(String expression, Truth truth) {
        Requirement requirement = requirement(expression);

        arrives(requirement, "<a@good.example>");

        assertEquals(truth, requirement.decide("milter", known).orElseThrow().truth());
    }

    @Test
    void askTheListsWhenTheClientConnectsAndOnlyThoseThatAreNeeded() {
        Requirement requirement = requirement("dnsbl.list(\"block\")");

        known.happened(new Connect("client.example", Connect.Family.INET, 4711, "192.0.2.1"), macros);
        known.ask(requirement.facts().toList());
        while (server.questions().isEmpty()) {
            Thread.onSpinWait();
        }

        assertEquals(List.of("1.2.0.192.block.example A"), server.questions());
    }

    @Test
    void doNotAskForAuthenticatedClients() {
        macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", "alice")));
        Requirement requirement = requirement("spf == \"none\"");

        arrives(requirement, "<a@good.example>");

        assertEquals(
                Truth.TRUE, requirement.decide("milter", known).orElseThrow().truth());
        assertEquals(List.of(), server.questions());
    }

    @Test
    void nameTheListsThatThereAreWhereOneIsUnknown() {
        ExpressionError error = assertThrows(ExpressionError.class, () -> requirement("dnsbl.list(\"blok\")"));

        assertTrue(error.getMessage().contains("block, dead"), error.getMessage());
    }
}
