package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;

/** Domains that are not in ASCII, as SMTPUTF8 brings them. */
class InternationalDomainTest {
    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private SpfResult result(String sender) throws Exception {
        var dns = new Resolver(
                new ResolverSettings(List.of(server.address()), Duration.ofMillis(500), 2, Duration.ofSeconds(5), 100));
        var octets = new String(sender.getBytes(UTF_8), ISO_8859_1);
        return new Spf(dns, Duration.ofSeconds(5), "mx.example")
                .check(new SpfQuestion(InetAddress.ofLiteral("192.0.2.1"), "helo.example", octets))
                .get(10, TimeUnit.SECONDS)
                .result();
    }

    /** IDNA 2003 makes "ss" of a sharp s; since IDNA 2008 (RFC 5891) they are two domains, of two owners. */
    @Test
    void thePolicyOfAnotherDomainIsNotAsked() throws Exception {
        server.zone().txt("strasse.example", "v=spf1 ip4:192.0.2.1 -all");
        server.zone().txt("xn--strae-oqa.example", "v=spf1 -all");

        assertEquals(SpfResult.FAIL, result("boss@stra\u00dfe.example"), server.questions()::toString);
    }

    /** RFC 8616 4. */
    @ParameterizedTest
    @CsvSource({
        "%{o}.ok.example, xn--bcher-kva.example.ok.example",
        "%{s}.ok.example, boss@xn--bcher-kva.example.ok.example",
        "%{d}.ok.example, xn--bcher-kva.example.ok.example"
    })
    void macrosHaveTheDomainInALabels(String text, String asked) throws Exception {
        server.zone().txt("xn--bcher-kva.example", "v=spf1 exists:" + text + " -all");
        server.zone().a(asked, "127.0.0.2");

        assertEquals(SpfResult.PASS, result("boss@b\u00fccher.example"), server.questions()::toString);
    }
}
