package org.miltermanager.milters.jilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;

/** Handlers that know nothing of us, out of JAR files. */
class JilterMilterTest {
    @TempDir
    private static Path directory;

    private static Path jilter;
    private static Path handlers;

    private final SessionMacros macros = new SessionMacros();

    @BeforeAll
    static void compile() throws IOException {
        jilter = HandlerJar.of(directory, "com");
        handlers = HandlerJar.of(directory, "org");
    }

    private static JilterSettings settings(String handler) {
        return new JilterSettings(List.of(handlers, jilter), handler, HandlerSession.DEADLINE);
    }

    private static Conversation session(String handler) {
        return new HandlerSession(List.of(handlers, jilter), directory).with(handler, own -> own);
    }

    private static List<String> added(Outcome outcome) {
        return outcome.edits().stream()
                .filter(AddHeader.class::isInstance)
                .map(edit -> ((AddHeader) edit).name() + ":" + ((AddHeader) edit).value())
                .toList();
    }

    @Test
    void aHandlerSeesAWholeSessionAsJilterShowsIt() {
        try (Conversation session = session("org.example.Witness")) {
            macros.define(
                    Stage.CONNECT, List.of(new Macro("j", "mx.example.org"), new Macro("{daemon_name}", "smtpd")));
            session.on(new Connect("[192.0.2.1]", Connect.Family.INET, 4711, "192.0.2.1"), macros);
            session.on(new Helo("client.example"), macros);
            macros.define(Stage.MAIL, List.of(new Macro("{mail_addr}", "a@example.net")));
            session.on(new MailFrom("<a@example.net>", List.of("SIZE=10", "BODY=8BITMIME")), macros);
            session.on(new RcptTo("<b@example.org>", List.of()), macros);
            session.on(new Header("Subject", " caf\u00e9"), macros);
            session.on(Mark.END_OF_HEADERS, macros);
            session.on(new BodyChunk(Octets.of("text")), macros);
            macros.define(Stage.END_OF_MESSAGE, List.of(new Macro("i", "4F")));

            Outcome outcome = session.endOfMessage(HandlerSession.MESSAGE, macros);

            assertEquals(Ruling.CONTINUE, outcome.verdict());
            assertEquals(
                    List.of(
                            "X-Seen: connect [192.0.2.1] /192.0.2.1 {j=mx.example.org, {daemon_name}=smtpd}",
                            "X-Seen: helo client.example {j=mx.example.org, {daemon_name}=smtpd}",
                            "X-Seen: envfrom [<a@example.net>, SIZE=10, BODY=8BITMIME] {{mail_addr}=a@example.net}",
                            "X-Seen: envrcpt [<b@example.org>] {{mail_addr}=a@example.net}",
                            "X-Seen: header Subject=caf\u00e9",
                            "X-Seen: eoh",
                            "X-Seen: body text",
                            "X-Seen: eom {i=4F}"),
                    added(outcome));
        }
    }

    @Test
    void theNextMessageOfASessionMeetsTheSameInstance() {
        try (Conversation session = session("org.example.Witness")) {
            session.on(new Connect("h", Connect.Family.INET6, 1, "IPv6:2001:db8::1"), macros);
            session.on(new MailFrom("<a@example.net>", List.of()), macros);
            session.abort();
            session.on(new MailFrom("<b@example.net>", List.of()), macros);

            Outcome outcome = session.endOfMessage(HandlerSession.MESSAGE, macros);

            assertEquals(
                    List.of(
                            "X-Seen: connect h /2001:db8:0:0:0:0:0:1 null",
                            "X-Seen: envfrom [<a@example.net>] null",
                            "X-Seen: abort",
                            "X-Seen: envfrom [<b@example.net>] null",
                            "X-Seen: eom null"),
                    added(outcome));
        }
    }

    @Test
    void everyEditIsPassedOnUntilItHasFinished() {
        try (Conversation session = session("org.example.Witness")) {
            session.on(new MailFrom("<edit@example.net>", List.of()), macros);

            Outcome outcome = session.endOfMessage(HandlerSession.MESSAGE, macros);

            List<Edit> changes = outcome.edits().stream()
                    .filter(edit -> !(edit instanceof AddHeader))
                    .toList();
            assertEquals(
                    List.of(
                            new ChangeHeader(1, "Subject", " changed"),
                            new ChangeHeader(2, "X-Old", ""),
                            new AddRecipient("<new@example.org>", ""),
                            new DeleteRecipient("<old@example.org>")),
                    changes);
            try (BodySpool body = outcome.body().orElseThrow()) {
                assertEquals(
                        Octets.of("first\r\nsecond\r\n"),
                        body.chunks().iterator().next());
            }
            assertEquals(Ruling.ACCEPT, outcome.verdict());
            assertTrue(added(outcome).stream().noneMatch(header -> header.startsWith("X-Late")), "behind finish");
        }
    }

    @Test
    void whatItSaysOfASenderIsTheVerdict() {
        try (Conversation session = session("org.example.Witness")) {
            assertEquals(
                    new SmtpReply(554, List.of("5.7.1 not", "5.7.1 100% wanted")),
                    session.on(new MailFrom("<reject@example.net>", List.of()), macros));
            assertEquals(Ruling.DISCARD, session.on(new MailFrom("<discard@example.net>", List.of()), macros));
        }
    }

    @Test
    void itIsAskedForWhatItSupportsAndMayChangeWhatItRequires() {
        try (Conversation session = session("org.example.OnlyRecipients")) {
            assertEquals(EnumSet.of(Stage.RCPT, Stage.END_OF_HEADERS), session.stages());
            assertEquals(EnumSet.of(ActionFlag.ADDHDRS), session.actions());
        }
    }

    @Test
    void aHandlerThatHangsCostsItsDeadline() {
        try (Conversation session = session("org.example.Witness")) {
            var failure = assertThrows(MilterFailure.class, () -> session.on(new Helo("hang"), macros));

            assertEquals("org.example.Witness.helo did not return within 500 ms", failure.getMessage());
        }
    }

    @Test
    void aHandlerThatIsAtWorkGetsMoreTime() {
        try (Conversation session = session("org.example.Witness")) {
            session.on(new MailFrom("<slow@example.net>", List.of()), macros);

            assertEquals(
                    Ruling.CONTINUE,
                    session.endOfMessage(HandlerSession.MESSAGE, macros).verdict(),
                    "after 600 of 500 ms");
        }
    }

    @Test
    void whatAHandlerThrowsIsItsFailure() {
        try (Conversation session = session("org.example.Witness")) {
            var thrown = assertThrows(
                    MilterFailure.class, () -> session.on(new MailFrom("<throw@example.net>", List.of()), macros));
            var nothing = assertThrows(
                    MilterFailure.class, () -> session.on(new MailFrom("<null@example.net>", List.of()), macros));

            assertEquals(
                    "org.example.Witness.envfrom threw java.lang.IllegalStateException: out of order",
                    thrown.getMessage());
            assertEquals("org.example.Witness.envfrom returned null; expected a JilterStatus", nothing.getMessage());
        }
    }

    @Test
    void aFailureAfterAnEditSaysSo() {
        try (Conversation session = session("org.example.Witness")) {
            session.on(new MailFrom("<late@example.net>", List.of()), macros);

            var failure = assertThrows(MilterFailure.class, () -> session.endOfMessage(HandlerSession.MESSAGE, macros));

            assertTrue(failure.afterEdits());
        }
    }

    @Test
    void theEndOfTheSessionIsTold() throws InterruptedException {
        System.clearProperty("witness.closed");

        session("org.example.Witness").close();

        for (int look = 0; look < 100 && System.getProperty("witness.closed") == null; look++) {
            Thread.sleep(20);
        }
        assertEquals("org.example.Witness", System.getProperty("witness.closed"));
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no archive");

        assertEquals(Optional.empty(), settings("org.example.Witness").obstacle());
        assertEquals(
                Optional.of("there is no class org.example.Wittness; which of the JAR files has it? jars is ["
                        + handlers + ", " + jilter + "]"),
                settings("org.example.Wittness").obstacle());
        assertEquals(
                Optional.of("there is no class com.sendmail.jilter.JilterHandler; jilter's own JAR file has to stand"
                        + " among jars"),
                new JilterSettings(List.of(handlers), "org.example.Witness", HandlerSession.DEADLINE).obstacle());
        assertEquals(
                Optional.of("there is no file /nonexistent.jar"),
                new JilterSettings(List.of(Path.of("/nonexistent.jar")), "org.example.Witness", HandlerSession.DEADLINE)
                        .obstacle());
        assertTrue(new JilterSettings(List.of(text), "org.example.Witness", HandlerSession.DEADLINE)
                .obstacle()
                .orElse("")
                .startsWith(text + " is no JAR file that can be read: "));
        assertEquals(
                Optional.of("com.sendmail.jilter.JilterStatus does not implement com.sendmail.jilter.JilterHandler"),
                settings("com.sendmail.jilter.JilterStatus").obstacle());
    }
}
