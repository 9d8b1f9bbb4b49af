package org.miltermanager.app.mta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;

class SmtpSessionTest {
    private static final Mail MAIL = new Mail(
            new Connect("mx.example.net", Connect.Family.INET, 50_443, "192.0.2.1"),
            "delian",
            "<a@example.com>",
            List.of("<b@example.org>", "<c@example.org>"),
            List.of(),
            Map.of(Stage.HELO, List.of(new Macro("{tls_version}", "0"))),
            MailText.parse("Subject: s\nX: y\n\nbody\n".getBytes(ISO_8859_1)));

    private final Deadlines deadlines = new Deadlines();
    private final ScriptedMilter milter = ScriptedMilter.start(Rules.continuing());

    SmtpSessionTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        milter.close();
        deadlines.close();
    }

    private Answer answer(Rules script) {
        milter.play(script);
        var peer = new ChildMilter(new ChildSettings(Endpoint.parse(milter.address())), deadlines);
        return new SmtpSession(peer, MAIL, 6).run();
    }

    @Test
    void playsTheWholeSession() throws Exception {
        Answer answer = answer(Rules.continuing());

        assertEquals(Ruling.CONTINUE, answer.verdict());
        assertEquals(Stage.END_OF_MESSAGE, answer.stage());
        assertEquals(MAIL, answer.delivered());
        assertTrue(answer.failure().isEmpty());
        assertEquals("OCDHMRRTLLNBEAQ", codes());
    }

    private String codes() throws Exception {
        var visit = milter.awaitVisit(1);
        visit.awaitEnd();
        var codes = new StringBuilder();
        visit.turns().stream()
                .filter(turn -> turn.mark().equals("> "))
                .forEach(turn -> turn.packet().ifPresent(packet -> codes.append(packet.code())));
        return codes.toString();
    }

    @Test
    void showsTheMailAsItWouldBeDelivered() {
        Answer answer = answer(Rules.continuing()
                .on(
                        'E',
                        Replies.addHeader("Z", " last"),
                        Replies.insertHeader(1, "A", " first"),
                        Replies.changeHeader(1, "X", ""),
                        Replies.replaceBody("new\r\n"),
                        Replies.quarantine("odd"),
                        Replies.deleteRecipient("<b@example.org>"),
                        Replies.addRecipient("d@example.org"),
                        Replies.changeSender("<e@example.com>"),
                        Replies.ACCEPT));

        Mail delivered = answer.delivered();
        assertEquals(Ruling.ACCEPT, answer.verdict());
        assertEquals(
                List.of(new Header("A", "  first"), new Header("Subject", " s"), new Header("Z", "  last")),
                delivered.text().headers());
        assertEquals("new\r\n", delivered.text().body().text());
        assertEquals("<e@example.com>", delivered.sender());
        assertEquals(List.of("<c@example.org>", "<d@example.org>"), delivered.recipients());
        assertTrue(answer.edits().contains(new Quarantine("odd")), answer.edits()::toString);
    }

    @Test
    void goesOnWithTheRecipientsThatWereNotRefused() {
        Answer answer = answer(Rules.continuing().onNth('R', 1, Replies.REJECT));

        assertEquals(Ruling.CONTINUE, answer.verdict());
        assertEquals(List.of("<c@example.org>"), answer.delivered().recipients());
    }

    @Test
    void endsWhenNoRecipientIsLeft() throws Exception {
        Answer answer = answer(Rules.continuing().on('R', Replies.replyCode("450 4.7.1 later")));

        assertEquals("450 4.7.1 later", Phrases.of(answer.verdict()));
        assertEquals(Stage.RCPT, answer.stage());
        assertEquals("OCDHMRRAQ", codes());
    }

    @Test
    void tellsAFailureWithItsReason() {
        Answer answer = answer(Rules.continuing().on('M', Misdeed.die()));

        assertTrue(answer.failure().orElseThrow().getMessage().contains("SMFIC_MAIL"), answer::toString);
    }
}
