package org.miltermanager.milters.spamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.fixtures.service.SpamdManners;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;

class SpamdMilterTest {
    private static final Scanned MAIL = Scanned.of("body\r\n", new Header("Subject", " two\n folded"));
    private static final String MARKED = """
        X-Spam-Flag: YES
        Subject: ***SPAM*** two
        X-Spam-Status: Yes,
        	score=6.0
        Content-Type: multipart/mixed

        report
        """.replace("\n", "\r\n");
    private static final List<Edit> MARKS =
            List.of(new AddHeader("X-Spam-Flag", " YES"), new AddHeader("X-Spam-Status", " Yes,\n\tscore=6.0"));

    private final Deadlines deadlines = new Deadlines();
    private final List<String> requests = new ArrayList<>();
    private ScriptedService spamd;

    @BeforeEach
    void start() throws IOException {
        spamd = ScriptedService.tcp(answering("True ; 6.0 / 5.0", MARKED));
    }

    @AfterEach
    void stop() {
        spamd.close();
        deadlines.close();
    }

    private Manners answering(String rating, String text) {
        return SpamdManners.answering(SpamdManners.rated(rating, text), requests::add);
    }

    private ServiceSettings servers() {
        return new ServiceSettings(
                List.of(Endpoint.parse(spamd.spec())),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    private Outcome judged(SpamdSettings settings, Message message, String... recipients) {
        var milter = new SpamdMilter(settings, new Services(deadlines).of(settings.servers()));
        var session = milter.begin(Scanned.terms(remark -> {}));
        session.on(new MailFrom("<bob@example.net>", List.of()), Macros.NONE);
        for (String recipient : recipients) {
            session.on(new RcptTo(recipient, List.of()), Macros.NONE);
        }
        return session.endOfMessage(message, Macros.NONE);
    }

    private Outcome judged(Bands bands) {
        return judged(
                SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, bands), MAIL, "<alice@example.org>");
    }

    private static Bands bands(Threshold reject, Threshold quarantine, String redirectTo, String tag) {
        return new Bands(
                reject,
                SpamdSessions.REFUSAL,
                quarantine,
                SpamdSessions.SPAM,
                Optional.of(redirectTo).filter(to -> !to.isEmpty()),
                SpamdSessions.SPAM,
                Optional.of(tag).filter(text -> !text.isEmpty()));
    }

    private static List<Edit> marksAnd(Edit... more) {
        var edits = new ArrayList<>(MARKS);
        edits.addAll(List.of(more));
        return edits;
    }

    @Test
    void showsTheMessageBelowItsPreamble() {
        judged(SpamdSessions.HEADERS_ALONE);

        String request = requests.getFirst();
        int length = request.length() - request.indexOf("\r\n\r\n") - 4;
        assertTrue(
                request.startsWith("HEADERS SPAMC/1.5\r\nContent-length: " + length
                        + "\r\n\r\n"
                        + "X-Envelope-From: <bob@example.net>\r\n"
                        + "X-Envelope-To: <alice@example.org>\r\n"
                        + "Received: "),
                request);
        assertTrue(request.endsWith("\r\nSubject: two\r\n folded\r\n\r\nbody\r\n"), request);
    }

    @Test
    void marksAsSpamdWantsItAndRemovesForgedMarks() {
        var mail = Scanned.of(
                "",
                new Header("X-Spam-Status", " No"),
                new Header("x-spam-other", " 1"),
                new Header("X-Spam-Status", ""));

        Outcome outcome = judged(
                SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE), mail);

        assertEquals(
                List.of(
                        new ChangeHeader(2, "X-Spam-Status", ""),
                        new ChangeHeader(1, "x-spam-other", ""),
                        new ChangeHeader(1, "X-Spam-Status", "")),
                outcome.edits().subList(0, 3));
        assertEquals(MARKS, outcome.edits().subList(3, 5));
    }

    @ParameterizedTest
    @CsvSource({"REPLACE, HEADERS", "ADD, HEADERS", "NO, CHECK"})
    void asksForNoMoreThanIsNeeded(OwnHeaders headers, String verb) {
        judged(SpamdSessions.settings(servers(), false, headers), MAIL);

        assertTrue(requests.getFirst().startsWith(verb + " SPAMC/1.5\r\n"), requests::getFirst);
    }

    @Test
    void compresses() throws IOException {
        judged(SpamdSessions.settings(servers(), true, OwnHeaders.REPLACE), MAIL);

        String request = requests.getFirst();
        int body = request.indexOf("\r\n\r\n") + 4;
        byte[] sent = request.substring(body).getBytes(ISO_8859_1);
        String plain = new String(new InflaterInputStream(new ByteArrayInputStream(sent)).readAllBytes(), ISO_8859_1);
        assertTrue(
                request.startsWith(
                        "HEADERS SPAMC/1.5\r\nCompress: zlib\r\nContent-length: " + sent.length + "\r\n\r\n"),
                request);
        assertTrue(plain.endsWith("\r\nSubject: two\r\n folded\r\n\r\nbody\r\n"), plain);
    }

    @ParameterizedTest
    @CsvSource({
        "6.0, 550",
        "5.9, 550",
        "6.1, ",
    })
    void rejectsFromItsPointsOn(double least, Integer code) {
        Outcome outcome = judged(bands(new Threshold.Points(least), SpamdSessions.NEVER, "", ""));

        assertEquals(
                code == null ? Ruling.CONTINUE : new SmtpReply(code, "5.7.1", "Spam (6.0 points)"), outcome.verdict());
    }

    @Test
    void rejectsWhatSpamdTakesForSpam() throws IOException {
        Bands bands = bands(SpamdSessions.SPAM, SpamdSessions.NEVER, "", "");

        assertEquals(550, ((SmtpReply) judged(bands).verdict()).code());
        spamd.behave(answering("False ; 6.0 / 7.0", ""));
        assertEquals(Ruling.CONTINUE, judged(bands).verdict());
    }

    @Test
    void holdsFromItsPointsOn() {
        Outcome outcome = judged(bands(SpamdSessions.NEVER, new Threshold.Points(6), "", ""));

        assertEquals(new Outcome(marksAnd(new Quarantine("spam: 6.0 points")), Ruling.CONTINUE), outcome);
    }

    @Test
    void redirectsSpamAndTellsForWhomItWas() {
        Outcome outcome = judged(bands(SpamdSessions.NEVER, SpamdSessions.NEVER, "spam@example.org", ""));

        assertEquals(
                marksAnd(
                        new AddRecipient("spam@example.org", ""),
                        new AddHeader("X-Spam-Orig-To", " <alice@example.org>"),
                        new DeleteRecipient("<alice@example.org>")),
                outcome.edits());
    }

    @Test
    void tagsTheSubjectOnce() {
        Bands bands = bands(SpamdSessions.NEVER, SpamdSessions.NEVER, "", "[.SPAM.]");
        var settings = SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, bands);

        assertEquals(
                marksAnd(new ChangeHeader(1, "Subject", " [.SPAM.] two\n folded")),
                judged(bands).edits());
        assertEquals(
                MARKS,
                judged(settings, Scanned.of("", new Header("Subject", " [.SPAM.] two")))
                        .edits());
        assertEquals(
                marksAnd(new ChangeHeader(1, "Subject", " [.SPAM.]")),
                judged(settings, Scanned.of("")).edits());
    }

    @Test
    void leavesTheSubjectOfHamAlone() {
        spamd.behave(answering("False ; 1.0 / 5.0", ""));

        assertEquals(
                Outcome.of(Ruling.CONTINUE),
                judged(bands(SpamdSessions.SPAM, SpamdSessions.SPAM, "spam@example.org", "[.SPAM.]")));
    }

    @Test
    void rewritesSpamAsSpamdDoes() {
        var mail = Scanned.of(
                "Ym9keQ==\r\n", new Header("Subject", " two"), new Header("Content-Transfer-Encoding", " base64"));

        Outcome outcome = judged(
                SpamdSessions.settings(servers(), SpamdSessions.NOBODY, true, SpamdSessions.HEADERS_ALONE), mail);

        assertTrue(requests.getFirst().startsWith("PROCESS "), requests::getFirst);
        assertEquals(
                marksAnd(
                        new ChangeHeader(1, "Content-Type", " multipart/mixed"),
                        new ChangeHeader(1, "Content-Transfer-Encoding", ""),
                        new ReplaceBody(Octets.of("report\r\n")),
                        new ChangeHeader(1, "Subject", " ***SPAM*** two")),
                outcome.edits());
    }

    @Test
    void doesNotRewriteHam() {
        spamd.behave(answering("False ; 1.0 / 5.0", "Subject: two\r\n\r\nbody, as spamd would have it\r\n"));

        Outcome outcome = judged(
                SpamdSessions.settings(servers(), SpamdSessions.NOBODY, true, SpamdSessions.HEADERS_ALONE), MAIL);

        assertEquals(Outcome.of(Ruling.CONTINUE), outcome);
    }

    @Test
    void doesNotShowWhatIsTooLongOrExempt() {
        var settings = SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE);
        var large = Scanned.of("a".repeat(1 << 20), new Header("X-Spam-Flag", " NO"));

        Outcome tooLarge = judged(settings, large, "<alice@example.org>");
        judged(settings, MAIL, "<abuse@example.org>");

        assertEquals(new Outcome(List.of(new ChangeHeader(1, "X-Spam-Flag", "")), Ruling.CONTINUE), tooLarge);
        assertEquals(0, spamd.connections());
    }
}
