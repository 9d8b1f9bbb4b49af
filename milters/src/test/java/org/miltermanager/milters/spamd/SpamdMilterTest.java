package org.miltermanager.milters.spamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.fixtures.service.SpamdManners;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;

class SpamdMilterTest {
    private static final Scanned MAIL = Scanned.of("body\r\n", new Header("Subject", " two\n folded"));
    private static final String MARKED = """
        X-Spam-Flag: YES
        Subject: ***SPAM*** two
        X-Spam-Status: Yes,
        	score=6.0 tests=GTUBE,
        	NO_RECEIVED autolearn=no
        Content-Type: multipart/mixed

        report
        """.replace("\n", "\r\n");
    private static final List<Edit> MARKS = List.of(
            new AddHeader("X-Spam-Flag", " YES"),
            new AddHeader("X-Spam-Status", " Yes,\n\tscore=6.0 tests=GTUBE,\n\tNO_RECEIVED autolearn=no"));

    private static final SpamdSettings.Bands REJECTING = new SpamdSettings.Bands(
            SpamdSessions.SPAM,
            SpamdSessions.REFUSAL,
            SpamdSessions.NEVER,
            SpamdSessions.NEVER,
            Optional.empty(),
            SpamdSessions.NEVER,
            Optional.empty());

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

    @Test
    void showsTheMessageBelowItsPreamble() {
        judged(
                SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE),
                MAIL,
                "<alice@example.org>");

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
    @CsvSource({"REPLACE, HEADERS", "ADD, HEADERS", "NO, SYMBOLS"})
    void asksForNoMoreThanIsNeeded(OwnHeaders headers, String verb) {
        judged(SpamdSessions.settings(servers(), false, headers, OnLarge.ACCEPT), MAIL);

        assertTrue(requests.getFirst().startsWith(verb + " SPAMC/1.5\r\n"), requests::getFirst);
    }

    @Test
    void asksForTheWholeMessageWhereItIsToBeRewritten() {
        judged(SpamdSessions.settings(servers(), SpamdSessions.NOBODY, true, SpamdSessions.HEADERS_ALONE), MAIL);

        assertTrue(requests.getFirst().startsWith("PROCESS SPAMC/1.5\r\n"), requests::getFirst);
    }

    /** The spamc protocol of rspamd answers with the names of its symbols. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GTUBE,MISSING_DATE", "GTUBE\r\n\r\n", "X-Spam-Flag: YES\r\n"})
    void aReplyWithoutAMessageDoesNotEmptyMailThatIsToBeRewritten(String text) {
        spamd.behave(answering("True ; 15.0 / 5.0", text));
        var settings = SpamdSessions.settings(servers(), SpamdSessions.NOBODY, true, SpamdSessions.HEADERS_ALONE);

        var failure = assertThrows(MilterFailure.class, () -> judged(settings, MAIL));

        assertTrue(failure.getMessage().contains("its reply holds no message"), failure.getMessage());
    }

    @Test
    void hamAndWhatIsRejectedNeedNoMessageInTheReply() {
        var settings = SpamdSessions.settings(servers(), SpamdSessions.NOBODY, true, REJECTING);

        spamd.behave(answering("False ; 1.0 / 5.0", ""));
        var ham = judged(settings, MAIL).verdict();
        spamd.behave(answering("True ; 15.0 / 5.0", "GTUBE"));
        var rejected = judged(settings, MAIL).verdict();

        assertEquals(Ruling.CONTINUE, ham);
        assertEquals(550, ((SmtpReply) rejected).code());
    }

    @Test
    void compresses() throws IOException {
        judged(SpamdSessions.settings(servers(), true, OwnHeaders.REPLACE, OnLarge.ACCEPT), MAIL);

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
    @CsvSource({"ACCEPT, ", "TEMPFAIL, 451 4.3.4", "REJECT, 552 5.3.4"})
    void treatsAMessageThatIsTooLongToBeShownAsAsked(OnLarge large, String reply) {
        var mail = Scanned.of("a".repeat(1 << 20), new Header("X-Spam-Flag", " NO"));

        Outcome outcome = judged(SpamdSessions.settings(servers(), false, OwnHeaders.REPLACE, large), mail);

        assertEquals(
                List.of(
                        new ChangeHeader(1, "X-Spam-Flag", ""),
                        new AddHeader("X-Spam-Status", " Not scanned (too large)")),
                outcome.edits());
        assertEquals(
                reply == null
                        ? Ruling.CONTINUE
                        : SmtpReply.parse(reply + " This message is too large to be scanned for spam")
                                .orElseThrow(),
                outcome.verdict());
        assertEquals(0, spamd.connections());
    }

    @Test
    void saysNothingOfALongMessageWhereItWritesNoHeaders() {
        var settings = SpamdSessions.settings(servers(), false, OwnHeaders.NO, OnLarge.ACCEPT);

        assertEquals(Outcome.of(Ruling.CONTINUE), judged(settings, Scanned.of("a".repeat(1 << 20))));
    }

    @Test
    void doesNotShowWhatIsExempt() {
        var settings = SpamdSessions.settings(servers(), SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE);
        var mail = Scanned.of("", new Header("X-Spam-Flag", " NO"));

        Outcome outcome = judged(settings, mail, "<abuse@example.org>");

        assertEquals(new Outcome(List.of(new ChangeHeader(1, "X-Spam-Flag", "")), Ruling.CONTINUE), outcome);
        assertEquals(0, spamd.connections());
    }
}
