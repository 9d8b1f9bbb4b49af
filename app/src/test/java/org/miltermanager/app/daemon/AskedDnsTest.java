package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/** What a configuration says of the DNS, from its text to what the mail server is told. */
class AskedDnsTest {
    private static final int MANY = 1_000;

    @TempDir
    private Path directory = Path.of("");

    private final Deadlines deadlines = new Deadlines();
    private final List<ScriptedMta> mtas = new ArrayList<>();
    private Optional<Daemon> daemon = Optional.empty();
    private Optional<DnsServer> started = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        var dns = DnsServer.start();
        started = Optional.of(dns);
        dns.zone().txt("good.example", "v=spf1 ip4:192.0.2.0/24 -all");
        dns.zone().txt("bad.example", "v=spf1 -all exp=why.bad.example").txt("why.bad.example", "Not from %{i}");
        dns.zone().txt("client.example", "v=spf1 ip4:192.0.2.1 -all");
        dns.zone().a("1.2.0.192.block.example", "127.0.0.2");
    }

    @AfterEach
    void stop() throws IOException {
        for (ScriptedMta mta : mtas) {
            mta.close();
        }
        daemon.ifPresent(Daemon::close);
        deadlines.close();
        dns().close();
    }

    private DnsServer dns() {
        return started.orElseThrow();
    }

    private void configure(String text) throws IOException {
        String servers = """
                [dns]
                servers = ["127.0.0.1:%d"]
                attempt = "500ms"
                [dnsbl]
                lists = ["block.example"]
                deadline = "2s"
                """.formatted(dns().address().getPort());
        Files.writeString(directory.resolve("milter-manager.toml"), servers + text);
        var settings = new ConfigurationFiles(directory, true, List.of(), List::of)
                .read()
                .settings();
        var socket = ListeningSocket.open(
                new Endpoint.Inet("inet", 0, "127.0.0.1"),
                new SocketAccess(SocketAccess.USUAL_MODE, Optional.empty(), Optional.empty()));
        var serving = new Daemon(
                socket, Assembly.of(settings, Surroundings.NONE, deadlines), deadlines, () -> new SessionListener() {});
        serving.start();
        daemon = Optional.of(serving);
    }

    /** A mail server with a client that has said HELO. */
    private ScriptedMta mta() throws Exception {
        var mta = ScriptedMta.connect(daemon.orElseThrow().endpoint().toString());
        mtas.add(mta);
        mta.negotiate();
        mta.ask(
                Commands.macros('C', "j", "mx.example", "v", "Postfix 3.10"),
                Commands.connect("a.b", 1025, "192.0.2.1"));
        mta.ask(Commands.helo("client.example"));
        return mta;
    }

    @ParameterizedTest
    @CsvSource({
        "good.example, c",
        "bad.example,  y 550-5.7.23 192.0.2.1 is not allowed to send mail for bad.example (SPF)\\r\\n"
                + "550 5.7.23 bad.example explains: Not from 192.0.2.1"
    })
    void milterInsideRefusesByPolicy(String domain, String told) throws Exception {
        configure("""
                [[milter]]
                name = "sender policy"
                use = "spf"
                fail = "reject"
                """);

        Packet answer = mta().ask(Commands.mail("<a@" + domain + ">"));

        assertEquals(told, answer.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        spf == "pass"                      | bad.example    | c
        spf == "fail"                      | bad.example    | r
        spf in ["none", "neutral"]         | silent.example | r
        spf.helo == "pass"                  | silent.example | r
        dnsbl and spf == "pass"            | good.example   | r
        dnsbl.list("block.example")        | good.example   | r
        dnsbl.score > 1                    | good.example   | c
        """)
    void rulesAskTheDns(String when, String domain, String told) throws Exception {
        configure("""
                [[rule]]
                name = "r"
                when = '%s'
                action = "reject"
                """.formatted(when));
        ScriptedMta mta = mta();
        Packet sender = mta.ask(Commands.mail("<a@" + domain + ">"));

        Packet answer = sender.toString().equals("c") ? mta.ask(Commands.rcpt("<b@example.com>")) : sender;

        assertEquals(told, answer.toString());
    }

    @ParameterizedTest
    @CsvSource({"good.example, true", "bad.example, false", "silent.example, false"})
    void aTrustedSenderIsToldWhereSpfPasses(String domain, boolean trusted) throws Exception {
        try (var milter = ScriptedMilter.start(Rules.continuing())) {
            configure("""
                    [trust]
                    domains = ["good.example", "bad.example", "silent.example"]
                    proof = ["spf"]
                    [[milter]]
                    name = "m"
                    connect = "%s"
                    when = ["Trust"]
                    """.formatted(milter.address()));
            ScriptedMta mta = mta();
            mta.ask(Commands.mail("<a@" + domain + ">"));

            mta.ask(Commands.rcpt("<b@example.com>"));

            assertEquals(
                    trusted,
                    milter.awaitVisit(1).received('D').stream()
                            .anyMatch(macro -> macro.toString().startsWith("D R")
                                    && macro.toString().contains("{trusted_domain}")));
        }
    }

    @Test
    void sessionsThatWaitForTheDnsHoldNoThreadEachAndGoOnAtTheDeadline() throws Exception {
        dns().misdeed("dead.example", Misdeed.SILENCE);
        configure("""
                [[milter]]
                name = "sender policy"
                use = "spf"
                temperror = "tempfail"
                deadline = "4s"
                """);
        for (int i = 0; i < MANY; i++) {
            mta();
        }
        var threads = ManagementFactory.getThreadMXBean();
        int before = threads.getThreadCount();

        for (ScriptedMta mta : mtas) {
            mta.send(Commands.mail("<a@dead.example>"));
        }
        Thread.sleep(Duration.ofMillis(500));
        int waiting = threads.getThreadCount();

        assertTrue(waiting - before < 50, before + " threads before, " + waiting + " while waiting");
        for (ScriptedMta mta : mtas) {
            assertEquals("y 451", mta.read().toString().substring(0, 5));
        }
    }
}
