package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.fixtures.service.SpamdManners;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/** Milters that run inside and show mail to a service: from the configuration to what the mail server is told. */
class ScannersTest {
    private final Deadlines deadlines = new Deadlines();
    private Optional<Daemon> daemon = Optional.empty();
    private ScriptedService service;

    @TempDir
    private Path directory;

    @BeforeEach
    void startService() throws IOException {
        service = ScriptedService.unix(directory.resolve("service"), Manners.hung());
    }

    @AfterEach
    void stop() throws Exception {
        daemon.ifPresent(Daemon::close);
        deadlines.close();
        service.close();
    }

    private void configure(String kind, String keys) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            [[milter]]
            name = "scanner"
            use = "%s"
            server = "%s"
            deadlines.transfer = "200ms"
            %s
            """.formatted(kind, service.spec(), keys));
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

    /** What the mail server is told of a message. */
    private List<String> told() throws Exception {
        try (var mta = ScriptedMta.connect(daemon.orElseThrow().endpoint().toString())) {
            mta.negotiate();
            mta.ask(
                    Commands.macros('C', "j", "mx.example", "v", "Postfix 3.10"),
                    Commands.connect("client.example", 1025, "192.0.2.1"));
            mta.ask(Commands.helo("client.example"));
            mta.ask(Commands.mail("<a@example.net>"));
            mta.ask(Commands.rcpt("<b@example.org>"));
            mta.ask(Commands.data());
            mta.send(
                    Commands.header("Subject", "two"),
                    Commands.header("X-Virus-Status", "Clean"),
                    Commands.endOfHeaders(),
                    Commands.body("body\r\n"));
            return mta.askForEdits(Commands.endOfMessage()).stream()
                    .map(Packet::toString)
                    .toList();
        }
    }

    @Test
    void clamdAnswersForACleanMessage() throws Exception {
        service.behave(ClamdManners.answering("stream: OK\0"));
        configure("clamd", "");

        assertEquals(
                List.of(
                        "m 1 X-Virus-Status | ",
                        "h X-Virus-Scanned |  clamd by milter-manager at mx.example",
                        "h X-Virus-Status |  Clean",
                        "c"),
                told());
    }

    @Test
    void clamdAnswersForAVirus() throws Exception {
        service.behave(ClamdManners.answering("stream: Eicar FOUND\0"));
        configure("clamd", "reject-message = \"554 5.7.1 Not here, %v (100%)\"");

        assertEquals(List.of("y 554 5.7.1 Not here, Eicar (100%%)"), told());
    }

    @Test
    void spamdAnswersForHam() throws Exception {
        service.behave(SpamdManners.answering(SpamdManners.rated("False ; 1.0 / 5.0", "X-Spam-Level: *\r\n\r\n")));
        configure("spamd", "");

        assertEquals(List.of("h X-Spam-Level |  *", "c"), told());
    }

    @Test
    void spamdAnswersForSpam() throws Exception {
        service.behave(SpamdManners.answering(SpamdManners.rated("True ; 15.0 / 5.0", "")));
        configure("spamd", "reject-from = 15");

        assertEquals(List.of("y 550 5.7.1 This message looks like spam"), told());
    }

    @ParameterizedTest
    @CsvSource({"tempfail, t", "accept, c"})
    void policyAnswersWhileSpamdDoesNot(String policy, String answer) throws Exception {
        configure("spamd", "on-failure = \"" + policy + "\"");

        assertEquals(List.of(answer), told());
    }

    @ParameterizedTest
    @CsvSource({"tempfail, t", "reject, y 550 5.5.0 Service unavailable", "accept, c"})
    void policyAnswersWhileClamdDoesNot(String policy, String answer) throws Exception {
        configure("clamd", "on-failure = \"" + policy + "\"");

        assertEquals(List.of(answer), told());
    }

    @Test
    void policyAnswersForWhatIsNoClamd() throws Exception {
        service.behave(ClamdManners.answering("garbage\0"));
        configure("clamd", "");

        assertEquals(List.of("t"), told());
    }
}
