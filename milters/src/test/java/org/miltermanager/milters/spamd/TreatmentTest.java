package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;

/** What becomes of a message by what spamd says of it. */
class TreatmentTest {
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

    private static final ServiceSettings NOWHERE = new ServiceSettings(
            List.of(Endpoint.parse("unix:/nowhere")), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private static final SpamdReply.Rated HAM = new SpamdReply.Rated(new Rating(false, 1.0, 5.0), "");
    private static final SpamdReply.Rated SPAM = new SpamdReply.Rated(new Rating(true, 6.0, 5.0), MARKED);

    private static SpamdSettings settings(boolean rewrite, Bands bands) {
        return SpamdSessions.settings(NOWHERE, SpamdSessions.NOBODY, rewrite, bands);
    }

    private static Outcome treated(
            SpamdSettings settings, Message message, SpamdReply.Rated reply, String... recipients) {
        var envelope = new Envelope();
        for (String recipient : recipients) {
            envelope.add(new RcptTo(recipient, List.of()), Macros.NONE);
        }
        return new Treatment(settings, message, envelope).of(reply);
    }

    private static Outcome treated(Bands bands) {
        return treated(settings(false, bands), MAIL, SPAM, "<alice@example.org>");
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

    @ParameterizedTest
    @CsvSource({
        "6.0, 550",
        "5.9, 550",
        "6.1, ",
    })
    void rejectsFromItsPointsOn(double least, Integer code) {
        Outcome outcome = treated(bands(new Threshold.Points(least), SpamdSessions.NEVER, "", ""));

        assertEquals(
                code == null ? Ruling.CONTINUE : new SmtpReply(code, "5.7.1", "Spam (6.0 points: GTUBE,NO_RECEIVED)"),
                outcome.verdict());
    }

    @Test
    void rejectsWhatSpamdTakesForSpam() {
        Bands bands = bands(SpamdSessions.SPAM, SpamdSessions.NEVER, "", "");

        assertEquals(550, ((SmtpReply) treated(bands).verdict()).code());
        assertEquals(Ruling.CONTINUE, treated(settings(false, bands), MAIL, HAM).verdict());
    }

    @Test
    void holdsFromItsPointsOn() {
        Outcome outcome = treated(bands(SpamdSessions.NEVER, new Threshold.Points(6), "", ""));

        assertEquals(
                new Outcome(marksAnd(new Quarantine("spam: 6.0 points, GTUBE,NO_RECEIVED")), Ruling.CONTINUE), outcome);
    }

    @Test
    void redirectsSpamAndTellsForWhomItWas() {
        Outcome outcome = treated(bands(SpamdSessions.NEVER, SpamdSessions.NEVER, "spam@example.org", ""));

        assertEquals(
                marksAnd(
                        new AddRecipient("spam@example.org", ""),
                        new AddHeader("X-Spam-Orig-To", " <alice@example.org>"),
                        new DeleteRecipient("<alice@example.org>")),
                outcome.edits());
    }

    /** With an address a mail server takes off all that are equal to it. */
    @Test
    void aRecipientWhoGetsRedirectedSpamAnywayStays() {
        Bands bands = bands(SpamdSessions.NEVER, SpamdSessions.NEVER, "spam@example.org", "");

        Outcome outcome = treated(settings(false, bands), MAIL, SPAM, "<Spam@example.org>", "<alice@example.org>");

        assertEquals(
                marksAnd(
                        new AddHeader("X-Spam-Orig-To", " <alice@example.org>"),
                        new DeleteRecipient("<alice@example.org>")),
                outcome.edits());
    }

    @Test
    void tagsTheSubjectOnce() {
        Bands bands = bands(SpamdSessions.NEVER, SpamdSessions.NEVER, "", "[.SPAM.]");
        var settings = settings(false, bands);

        assertEquals(
                marksAnd(new ChangeHeader(1, "Subject", " [.SPAM.] two\n folded")),
                treated(bands).edits());
        assertEquals(
                MARKS,
                treated(settings, Scanned.of("", new Header("Subject", " [.SPAM.] two")), SPAM)
                        .edits());
        assertEquals(
                marksAnd(new ChangeHeader(1, "Subject", " [.SPAM.]")),
                treated(settings, Scanned.of(""), SPAM).edits());
    }

    @Test
    void leavesTheSubjectOfHamAlone() {
        Bands bands = bands(SpamdSessions.SPAM, SpamdSessions.SPAM, "spam@example.org", "[.SPAM.]");

        assertEquals(Outcome.of(Ruling.CONTINUE), treated(settings(false, bands), MAIL, HAM));
    }

    @Test
    void rewritesSpamAsSpamdDoes() {
        var mail = Scanned.of(
                "Ym9keQ==\r\n", new Header("Subject", " two"), new Header("Content-Transfer-Encoding", " base64"));

        Outcome outcome = treated(settings(true, SpamdSessions.HEADERS_ALONE), mail, SPAM);

        assertEquals(
                marksAnd(
                        new ChangeHeader(1, "Content-Type", " multipart/mixed"),
                        new ChangeHeader(1, "Content-Transfer-Encoding", ""),
                        new ReplaceBody(Octets.of("report\r\n")),
                        new ChangeHeader(1, "Subject", " ***SPAM*** two")),
                outcome.edits());
    }

    /** Of two, many mail programs take the last. */
    @Test
    void ofHeadersThatTellWhatABodyIsNoSecondOutlivesARewriting() {
        var mail = Scanned.of(
                "body\r\n",
                new Header("Content-Type", " multipart/mixed"),
                new Header("content-type", " text/html"),
                new Header("MIME-Version", " 1.0"),
                new Header("Content-Type", " text/plain"),
                new Header("MIME-Version", " 1.0"));

        Outcome outcome = treated(settings(true, SpamdSessions.HEADERS_ALONE), mail, SPAM);

        assertEquals(
                marksAnd(
                        new ChangeHeader(3, "Content-Type", ""),
                        new ChangeHeader(2, "Content-Type", ""),
                        new ChangeHeader(2, "MIME-Version", ""),
                        new ChangeHeader(1, "MIME-Version", ""),
                        new ReplaceBody(Octets.of("report\r\n")),
                        new ChangeHeader(1, "Subject", " ***SPAM*** two")),
                outcome.edits());
    }

    @Test
    void doesNotRewriteHam() {
        var ham = new SpamdReply.Rated(HAM.rating(), "Subject: two\r\n\r\nbody, as spamd would have it\r\n");

        Outcome outcome = treated(settings(true, SpamdSessions.HEADERS_ALONE), MAIL, ham);

        assertEquals(Outcome.of(Ruling.CONTINUE), outcome);
    }
}
