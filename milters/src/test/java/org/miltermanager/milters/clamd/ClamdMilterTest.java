package org.miltermanager.milters.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

class ClamdMilterTest {
    private static final String FOUND = "stream: Eicar-Test FOUND\0";
    private static final Scanned MAIL = Scanned.of("body\r\n", new Header("Subject", " two\n folded"));
    private static final Edit SCANNED = new AddHeader("X-Virus-Scanned", " clamd by milter-manager at mx.example.org");

    private final Deadlines deadlines = new Deadlines();
    private final List<String> streams = new ArrayList<>();
    private ScriptedService clamd;

    @BeforeEach
    void start() throws IOException {
        clamd = ScriptedService.tcp(Manners.hung());
    }

    @AfterEach
    void stop() {
        clamd.close();
        deadlines.close();
    }

    private Conversation session(Manners manners, OnInfected infected, OnLarge large, OwnHeaders headers) {
        clamd.behave(manners);
        var settings = ClamdSessions.settings(ClamdSessions.servers(clamd), infected, large, headers);
        var milter = new ClamdMilter(settings, new Services(deadlines).of(settings.servers()));
        return milter.begin(Scanned.terms(remark -> {}));
    }

    private Conversation session(String reply, OnInfected infected) {
        return session(ClamdManners.answering(reply, streams::add), infected, OnLarge.ACCEPT, OwnHeaders.REPLACE);
    }

    private static Outcome judged(Conversation session, Message message) {
        return judged(session, message, "<bob@example.net>", "<alice@example.org>");
    }

    private static Outcome judged(Conversation session, Message message, String sender, String... recipients) {
        session.on(new MailFrom(sender, List.of()), Macros.NONE);
        for (String recipient : recipients) {
            session.on(new RcptTo(recipient, List.of()), Macros.NONE);
        }
        return session.endOfMessage(message, Macros.NONE);
    }

    private static Edit status(String text) {
        return new AddHeader("X-Virus-Status", " " + text);
    }

    @Test
    void showsHeadersAndBodyAsSmtpWouldSendThem() {
        judged(session("stream: OK\0", OnInfected.REJECT), MAIL);

        assertEquals(List.of("From milter-manager\r\nSubject: two\r\n folded\r\n\r\nbody\r\n"), streams);
    }

    @Test
    void showsALongMessageToItsLastOctet() {
        var parts = List.of(Octets.of("a".repeat(Message.CHUNK)), Octets.of("b".repeat(Message.CHUNK)), Octets.of("c"));

        judged(session("stream: OK\0", OnInfected.REJECT), new Scanned(List.of(), parts));

        String body = "a".repeat(Message.CHUNK) + "b".repeat(Message.CHUNK) + "c";
        assertEquals(List.of("From milter-manager\r\n\r\n" + body), streams);
    }

    @Test
    void saysOfACleanMessageThatItIs() {
        Outcome outcome = judged(session("stream: OK\0", OnInfected.REJECT), MAIL);

        assertEquals(new Outcome(List.of(SCANNED, status("Clean")), Ruling.CONTINUE), outcome);
    }

    @Test
    void removesWhatOthersClaimLastFirst() {
        var mail =
                Scanned.of("", new Header("X-Virus-Status", " Clean"), new Header("x-virus-status", " Clean, really"));

        Outcome outcome = judged(session("stream: OK\0", OnInfected.REJECT), mail);

        assertEquals(
                List.of(
                        new ChangeHeader(2, "x-virus-status", ""),
                        new ChangeHeader(1, "X-Virus-Status", ""),
                        SCANNED,
                        status("Clean")),
                outcome.edits());
    }

    @Test
    void leavesHeadersAloneWhereAsked() {
        var mail = Scanned.of("", new Header("X-Virus-Status", " Clean"));

        Outcome outcome =
                judged(session(ClamdManners.answering(FOUND), OnInfected.ACCEPT, OnLarge.ACCEPT, OwnHeaders.NO), mail);

        assertEquals(Outcome.of(Ruling.CONTINUE), outcome);
    }

    @Test
    void rejectsAVirusByItsName() {
        Outcome outcome = judged(session(FOUND, OnInfected.REJECT), MAIL);

        assertEquals(new SmtpReply(550, "5.7.1", "Virus found: Eicar-Test"), outcome.verdict());
    }

    @Test
    void holdsAVirus() {
        Outcome outcome = judged(session(FOUND, OnInfected.QUARANTINE), MAIL);

        assertEquals(
                new Outcome(
                        List.of(SCANNED, status("Infected (Eicar-Test)"), new Quarantine("virus: Eicar-Test")),
                        Ruling.CONTINUE),
                outcome);
    }

    @Test
    void marksAVirus() {
        Outcome outcome = judged(session(FOUND, OnInfected.ACCEPT), MAIL);

        assertEquals(new Outcome(List.of(SCANNED, status("Infected (Eicar-Test)")), Ruling.CONTINUE), outcome);
    }

    @Test
    void throwsAVirusAway() {
        assertEquals(
                Ruling.DISCARD, judged(session(FOUND, OnInfected.DISCARD), MAIL).verdict());
    }

    @Test
    void wantsAVirusLater() {
        assertEquals(
                new SmtpReply(451, "4.7.1", "This message cannot be accepted at present"),
                judged(session(FOUND, OnInfected.TEMPFAIL), MAIL).verdict());
    }

    @Test
    void aNameCannotEndTheHeader() {
        Outcome outcome = judged(session("stream: a\r\nX-Evil: b FOUND\0", OnInfected.ACCEPT), MAIL);

        assertEquals(List.of(SCANNED, status("Infected (a??X-Evil: b)")), outcome.edits());
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT, ", "TEMPFAIL, 451 4.3.4", "REJECT, 552 5.3.4"})
    void treatsAMessageThatClamdFindsTooLongAsAsked(OnLarge large, String reply) {
        var parts = List.of(Octets.of("a".repeat(Message.CHUNK)), Octets.of("b".repeat(Message.CHUNK)));
        Conversation session =
                session(ClamdManners.limitedTo(Message.CHUNK), OnInfected.REJECT, large, OwnHeaders.REPLACE);

        Outcome outcome = judged(session, new Scanned(List.of(), parts));

        assertEquals(List.of(SCANNED, status("Not scanned (too large)")), outcome.edits());
        assertEquals(tooLarge(reply), outcome.verdict());
    }

    @Test
    void doesNotSendWhatIsTooLongAnyway() {
        var parts = List.of(Octets.of("a".repeat(1 << 20)));
        Conversation session =
                session(ClamdManners.answering(FOUND), OnInfected.REJECT, OnLarge.ACCEPT, OwnHeaders.REPLACE);

        Outcome outcome = judged(session, new Scanned(List.of(), parts));

        assertEquals(new Outcome(List.of(SCANNED, status("Not scanned (too large)")), Ruling.CONTINUE), outcome);
        assertEquals(0, clamd.connections());
    }

    private static Verdict tooLarge(String reply) {
        return reply == null
                ? Ruling.CONTINUE
                : SmtpReply.parse(reply + " This message is too large to be scanned for viruses")
                        .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "<friend@example.net>, <alice@example.org>, 0",
        "<Friend@EXAMPLE.net>, <alice@example.org>, 0",
        "<anyone@friends.example>, <alice@example.org>, 0",
        "<bob@example.net>, <abuse@example.org>, 0",
        "<bob@example.net>, <alice@example.org>, 1",
        "<@friends.example:bob@example.net>, <alice@example.org>, 1",
        "<>, <alice@example.org>, 1"
    })
    void asksClamdOfNoMailThatIsExempt(String sender, String recipient, int asked) {
        judged(session("stream: OK\0", OnInfected.REJECT), MAIL, sender, recipient);

        assertEquals(asked, clamd.connections());
    }

    @Test
    void oneRecipientThatIsNotExemptIsEnough() {
        judged(
                session("stream: OK\0", OnInfected.REJECT),
                MAIL,
                "<bob@example.net>",
                "<abuse@example.org>",
                "<alice@example.org>");

        assertEquals(1, clamd.connections());
    }

    @Test
    void whoARecipientIsTheMailServerSays() {
        Conversation session = session("stream: OK\0", OnInfected.REJECT);
        var macros = new SessionMacros();
        macros.define(Stage.CONNECT, List.of(new Macro("v", "Postfix 3.7.11")));
        session.on(new MailFrom("<bob@example.net>", List.of()), macros);
        macros.define(Stage.RCPT, List.of(new Macro("{rcpt_addr}", "abuse@example.org")));
        session.on(new RcptTo("<\"abuse\"@example.org>", List.of()), macros);

        session.endOfMessage(MAIL, macros);

        assertEquals(0, clamd.connections());
    }

    @Test
    void nextMessageOfASessionHasItsOwnEnvelope() {
        Conversation session = session("stream: OK\0", OnInfected.REJECT);
        judged(session, MAIL, "<bob@example.net>", "<alice@example.org>");

        judged(session, MAIL, "<bob@example.net>", "<abuse@example.org>");

        assertEquals(1, clamd.connections());
    }
}
