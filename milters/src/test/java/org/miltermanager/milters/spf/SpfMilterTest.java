package org.miltermanager.milters.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.spf.SpfSettings.Refusal;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

class SpfMilterTest {
    private static final Duration ATTEMPT = Duration.ofMillis(300);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final SessionMacros macros = new SessionMacros();
    private DnsServer server;

    /** A message without a body. */
    private record HeadersOnly(List<Header> headers) implements Message {
        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        server.zone().txt("good.example", "v=spf1 ip4:192.0.2.0/24 -all exp=why.good.example");
        server.zone().txt("why.good.example", "See https://good.example/why?%{i}");
        server.zone().txt("broken.example", "v=spf1 moo");
        server.misdeed("dead.example", Misdeed.SILENCE);
        macros.define(Stage.CONNECT, List.of(new Macro("j", "mx.receiver.example")));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Conversation session(SpfSettings settings, String client) {
        var resolver = new Resolver(new ResolverSettings(List.of(server.address()), ATTEMPT, 1, DEADLINE, 100));
        var terms = new Terms(new Negotiate(6, Set.of(), Set.of()), Duration::abs, SpfMilterTest::noBody, remark -> {});
        Conversation session = new SpfMilter(settings, resolver).begin(terms);
        session.on(new Connect("client.example", Connect.Family.INET, 4711, client), macros);
        session.on(new Helo("client.example"), macros);
        return session;
    }

    private static BodyReplacement noBody() {
        throw new IllegalStateException("this milter replaces no body");
    }

    private static SpfSettings telling() {
        return new SpfSettings(
                Optional.empty(), true, true, true, Refusal.ACCEPT, Refusal.ACCEPT, Refusal.ACCEPT, DEADLINE);
    }

    private static SpfSettings refusing(Refusal each) {
        return new SpfSettings(Optional.of("mx"), false, false, false, each, each, each, DEADLINE);
    }

    private Verdict mail(Conversation session, String address) {
        return session.on(new MailFrom(address, List.of()), macros);
    }

    private List<Edit> edits(Conversation session, Header... headers) {
        return session.endOfMessage(new HeadersOnly(List.of(headers)), macros).edits();
    }

    @Test
    void tellsOfAHostThatMaySend() {
        Conversation session = session(telling(), "192.0.2.1");
        mail(session, "<\"a b\"@good.example>");

        List<Edit> edits = edits(session);

        String found = "pass (mx.receiver.example: good.example designates 192.0.2.1 as permitted sender)";
        assertEquals(
                List.of(
                        new InsertHeader(
                                0,
                                "Received-SPF",
                                " " + found
                                        + "\n\treceiver=mx.receiver.example;\n\tclient-ip=192.0.2.1;"
                                        + "\n\tenvelope-from=\"\\\"a b\\\"@good.example\";\n\thelo=client.example;"
                                        + "\n\tidentity=mailfrom;\n\tmechanism=\"ip4:192.0.2.0/24\""),
                        new InsertHeader(
                                0,
                                "Authentication-Results",
                                " mx.receiver.example;\n\tspf=" + found
                                        + " smtp.mailfrom=\"\\\"a b\\\"@good.example\"")),
                edits);
    }

    @Test
    void tellsOfTheNullSenderWhatHoldsForTheHeloName() {
        Conversation session = session(telling(), "2001:db8::1");
        session.on(new Helo("dead.example"), macros);
        mail(session, "<>");

        var told = (InsertHeader) edits(session).getFirst();

        assertEquals(
                " temperror (mx.receiver.example: the policy of dead.example could not be had)"
                        + "\n\treceiver=mx.receiver.example;\n\tclient-ip=\"2001:db8::1\";\n\thelo=dead.example;"
                        + "\n\tidentity=helo;\n\tproblem=\"127.0.0.1:"
                        + server.address().getPort()
                        + ": Query timed out\"",
                told.value());
    }

    @Test
    void letsNoStrangerEndAQuoteOrAComment() {
        Conversation session = session(telling(), "192.0.2.1");
        session.on(new Helo("a\") spf=pass\n"), macros);
        mail(session, "<\"@x) (y>");

        var told = (InsertHeader) edits(session).getFirst();

        assertEquals(
                " none (mx.receiver.example: x\\) \\(y does not say who may send for it)"
                        + "\n\treceiver=mx.receiver.example;\n\tclient-ip=192.0.2.1;"
                        + "\n\tenvelope-from=\"\\\"@x) (y\";\n\thelo=\"a\\\") spf=pass?\";"
                        + "\n\tidentity=mailfrom;\n\tproblem=\"not a domain of mail: x) (y\"",
                told.value());
    }

    /** RFC 5322 2.1.1. */
    @ParameterizedTest
    @ValueSource(strings = {"verbose.example", "wordy.example"})
    void writesNoLineOfMoreThan998OctetsHoweverLongAPolicyIs(String domain) {
        server.zone().txt("verbose.example", "v=spf1 " + "a".repeat(5_000));
        server.zone().txt("wordy.example", "v=spf1 a:" + "a.".repeat(2_500) + "good.example");
        server.zone().a("a.".repeat(120) + "good.example", "192.0.2.1");
        Conversation session = session(telling(), "192.0.2.1");
        mail(session, "<a@" + domain + ">");

        String told = ((InsertHeader) edits(session).getFirst()).value();

        assertTrue(("Received-SPF:" + told).lines().allMatch(line -> line.length() <= 998), told);
    }

    @Test
    void removesResultsThatArriveUnderOurNameAndNoOthers() {
        Conversation session = session(telling(), "192.0.2.1");
        mail(session, "<a@good.example>");

        List<Edit> edits = edits(
                session,
                new Header("Authentication-Results", " MX.receiver.example; spf=pass"),
                new Header("Authentication-Results", " other.example; spf=pass"));

        assertEquals(new ChangeHeader(1, "Authentication-Results", ""), edits.getFirst());
        assertEquals(3, edits.size());
    }

    @ParameterizedTest
    @CsvSource({
        "REJECT,   good.example,   550, 5.7.23",
        "TEMPFAIL, good.example,   451, 4.7.23",
        "REJECT,   broken.example, 550, 5.7.24",
        "TEMPFAIL, dead.example,   451, 4.7.24",
        "REJECT,   dead.example,   550, 5.7.24"
    })
    void refusesWhereItShall(Refusal each, String domain, int code, String enhanced) {
        Verdict verdict = mail(session(refusing(each), "198.51.100.1"), "<a@" + domain + ">");

        var reply = (SmtpReply) verdict;
        assertEquals(code, reply.code());
        reply.lines().forEach(line -> assertEquals(enhanced, line.split(" ", 2)[0]));
    }

    @Test
    void letsTheDomainExplainARefusal() {
        Verdict verdict = mail(session(refusing(Refusal.REJECT), "198.51.100.1"), "<a@good.example>");

        assertEquals(
                new SmtpReply(
                        550,
                        List.of(
                                "5.7.23 198.51.100.1 is not allowed to send mail for good.example (SPF)",
                                "5.7.23 good.example explains: See https://good.example/why?198.51.100.1")),
                verdict);
    }

    @Test
    void refusesNobodyWhoMaySend() {
        Verdict verdict = mail(session(refusing(Refusal.REJECT), "192.0.2.77"), "<a@good.example>");

        assertEquals(Ruling.CONTINUE, verdict);
    }

    @Test
    void doesNotJudgeAuthenticatedClients() {
        macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", "alice")));
        Conversation session = session(refusing(Refusal.REJECT), "198.51.100.1");

        Verdict verdict = mail(session, "<a@good.example>");

        assertEquals(Ruling.CONTINUE, verdict);
        assertEquals(List.of(), edits(session));
        assertEquals(List.of(), server.questions());
    }

    @ParameterizedTest
    @CsvSource({"unknown", "''", "/run/smtp.sock", "localhost"})
    void doesNotJudgeClientsWithoutAddress(String address) {
        Conversation session = session(telling(), address);
        mail(session, "<a@good.example>");

        List<Edit> edits = edits(session);

        assertEquals(List.of(), edits);
    }

    @Test
    void judgesEachMessageOfASession() {
        Conversation session = session(telling(), "192.0.2.1");
        mail(session, "<a@broken.example>");
        session.abort();
        mail(session, "<a@good.example>");

        List<Edit> edits = edits(session);

        assertEquals(2, edits.size());
        assertEquals(true, ((InsertHeader) edits.getFirst()).value().startsWith(" pass "));
    }
}
