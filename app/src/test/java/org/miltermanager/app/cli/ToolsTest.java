package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.fixtures.wire.Replies;

/** What the commands for operators print, and the codes with which they end. */
class ToolsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ScriptedMilter milter = ScriptedMilter.start(Rules.continuing());

    @TempDir
    private Path directory;

    ToolsTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        milter.close();
    }

    private int run(String... arguments) {
        var commands = List.of(new TestServer(), new Check(), new Reload());
        return new Program((files, settings) -> 0, () -> commands, new PrintWriter(out), new PrintWriter(err), false)
                .run(arguments);
    }

    private int testServer(Rules script, String... more) {
        milter.play(script);
        var arguments = new ArrayList<>(List.of("test-server", "-s", milter.address()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private String printed() {
        return out.toString().replaceAll("\\d+\\.\\d{5}", "#");
    }

    @Test
    void printsStatusAndTime() {
        assertEquals(0, testServer(Rules.continuing()));
        assertEquals("status: pass\nelapsed-time: # seconds\n", printed());
    }

    @Test
    void printsTheReplyOfARefusal() {
        assertEquals(0, testServer(Rules.continuing().on('M', Replies.replyCode("550 5.7.1 go away"))));
        assertEquals("status: reject [550]<5.7.1>(go away)\nelapsed-time: # seconds\n", printed());
    }

    @Test
    void failsOnARefusalWhereTold() {
        assertEquals(1, testServer(Rules.continuing().on('M', Replies.TEMPFAIL), "--fail-on-reject"));
        assertEquals("status: temporary-failure\nelapsed-time: # seconds\n", printed());
    }

    @Test
    void printsWhatBecameOfTheMessage() {
        var edits = Rules.continuing()
                .on(
                        'E',
                        Replies.addHeader("X-Spam", "no"),
                        Replies.changeHeader(1, "To", ""),
                        Replies.quarantine("odd"),
                        Replies.ACCEPT);

        assertEquals(0, testServer(edits, "--output-message", "-b", "one\ntwo\n"));
        assertEquals("""
            status: accept
            elapsed-time: # seconds
            Quarantine reason: <odd>

            Envelope:---------------------------------
             MAIL FROM:<sender@example.com>
             RCPT TO:<receiver@example.org>
            Header:---------------------------------
             From: <sender@example.com>
            -To: <receiver@example.org>
            +X-Spam: no
            Body:---------------------------------
             one
             two
            """, printed());
    }

    @Test
    void takesEnvelopeAndTextFromAFile() throws Exception {
        Path mail = Files.writeString(
                directory.resolve("mail"), "From eve\nFrom: Eve <eve@example.net>\nTo: bob@example.com\n\nhi\n");

        assertEquals(0, testServer(Rules.continuing(), "-m", mail.toString(), "--json"));
        assertTrue(
                out.toString().contains("\"from\":\"<eve@example.net>\",\"recipients\":[\"<bob@example.com>\"]"),
                out::toString);
    }

    @Test
    void summarisesManySessions() {
        assertEquals(0, testServer(Rules.continuing(), "--repeat", "20", "--concurrency", "3"));
        assertTrue(printed().startsWith("status: pass 20\nelapsed-time: # seconds, "), this::printed);
        assertEquals(20, milter.visits().size());
    }

    @Test
    void saysWhyNobodyAnswers() {
        Path absent = directory.resolve("absent");

        assertEquals(2, run("test-server", "-s", absent.toString()));
        assertEquals(
                "Failed to connect to unix:" + absent + ": " + absent
                        + " does not exist; what helps: start the milter, "
                        + "and compare the path with the milter's own configuration\n",
                err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --mail-file absent      | --mail-file: absent: is not there
        --repeat 0              | --repeat: got '0', expected a number from 1
        --threads -1            | --threads: got '-1', expected a number from 1
        --reading-timeout 0     | --reading-timeout: got '0', expected a number from 1
        --all-timeouts -1       | --all-timeouts: got '-1', expected a number from 1
        --negotiate-version 7   | --negotiate-version: got '7', expected a number from 2 to 6
        """)
    void refusesAnOptionThatMakesNoSense(String options, String sentence) {
        assertEquals(2, testServer(Rules.continuing(), options.split(" ")));

        assertEquals(
                "milter-manager test-server: " + sentence,
                err.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void saysWhatAMilterDidWrong() {
        assertEquals(2, testServer(Rules.continuing().on('M', Misdeed.die())));
        assertTrue(
                err.toString().startsWith("Failed to talk to " + milter.address() + ": SMFIC_MAIL: "), err::toString);
    }

    private int check(String... milters) throws IOException {
        var text = new StringBuilder("listen = \"inet:10025@127.0.0.1\"\nuser = \"\"\n");
        for (String address : milters) {
            text.append("[[milter]]\nname = \"m").append(text.length()).append("\"\nconnect = \"");
            text.append(address).append("\"\n");
        }
        text.append("[detect]\nenabled = false\n");
        Files.writeString(directory.resolve("milter-manager.toml"), text);
        Path mainCf =
                Files.writeString(directory.resolve("main.cf"), "smtpd_milters = inet:127.0.0.1:10025 unix:/run/x\n");
        return run("check", "-c", directory.toString(), "--main-cf", mainCf.toString());
    }

    @Test
    void checkTellsWhatAMilterNegotiates() throws Exception {
        milter.play(Rules.continuing().negotiating(4, 0x21, 0x02));

        assertEquals(0, check(milter.address()));
        Path mainCf = directory.resolve("main.cf");
        assertEquals(
                "ok      m62  " + milter.address() + "\n"
                        + "        version 4; may: addhdrs, quarantine; steps: nohelo\n"
                        + "note    " + mainCf + ": smtpd_milters lists this manager\n"
                        + "note    " + mainCf
                        + ": smtpd_milters also lists unix:/run/x, which is not in this configuration\n",
                out.toString());
    }

    private int checkClamd(String server) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), """
            listen = "inet:10025@127.0.0.1"
            user = ""
            detect.enabled = false
            [[milter]]
            name = "virus"
            use = "clamd"
            server = "%s"
            """.formatted(server));
        return run("check", "-c", directory.toString(), "--main-cf", directory + "/none");
    }

    @Test
    void checkAsksTheServerBehindAMilterThatRunsInside() throws Exception {
        try (var clamd = ScriptedService.tcp(ClamdManners.version("ClamAV 1.4.3/27500/Sat Nov 21"))) {
            assertEquals(0, checkClamd(clamd.spec()));
            assertEquals(
                    "ok      virus  runs inside, with " + clamd.spec() + "\n        ClamAV 1.4.3/27500/Sat Nov 21\n",
                    out.toString());
        }
    }

    @Test
    void checkAcceptsAClamdThatMayNotTellItsVersion() throws Exception {
        try (var clamd = ScriptedService.tcp(ClamdManners.version("COMMAND UNAVAILABLE"))) {
            assertEquals(0, checkClamd(clamd.spec()));
        }
        assertTrue(out.toString().contains("\n        clamd, which does not tell its version\n"), out::toString);
    }

    @Test
    void checkTellsOfAServerThatIsNoClamd() throws Exception {
        try (var other = ScriptedService.tcp(ClamdManners.stranger("220 mx ESMTP\r\n"))) {
            assertEquals(1, checkClamd(other.spec()));
        }
        assertTrue(out.toString().contains("no clamd: got \"220 mx ESMTP\" to PING"), out::toString);
    }

    @Test
    void checkTellsOfAServerThatIsNotThere() throws Exception {
        assertEquals(1, checkClamd("unix:" + directory + "/none"));
        assertTrue(
                out.toString().contains("/none does not exist\n        what helps: start the server, and"),
                out::toString);
    }

    @Test
    void checkTellsWhatIsMissing() throws Exception {
        assertEquals(1, check("unix:" + directory + "/none/sock"));
        assertTrue(
                out.toString()
                        .contains("        directory " + directory
                                + "/none does not exist\n        what helps: start the milter"),
                out::toString);
    }

    @Test
    void checkKnowsWhoAnswersInsteadOfAMilter() throws Exception {
        try (var smtp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> greet(smtp));

            assertEquals(1, check("inet:" + smtp.getLocalPort() + "@127.0.0.1"));
        }
        assertTrue(
                out.toString().contains("not a milter: an SMTP server, or one alike, answers there: \"220 mx ESMTP\""),
                out::toString);
    }

    private static void greet(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write("220 mx ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().readNBytes(4);
            } catch (IOException closed) {
                // A client that only looked in; the next may stay.
            }
        }
    }

    @Test
    void reloadSendsNothingWhereTheConfigurationHasMistakes() throws Exception {
        Files.writeString(directory.resolve("milter-manager.toml"), "listen = 1\n");

        assertEquals(1, run("reload", "-c", directory.toString()));
        assertTrue(err.toString().contains("milter-manager.toml:1:1: listen: got 1, expected"), err::toString);
    }

    @Test
    void reloadNeverSignalsAnotherProgram() throws Exception {
        Path pid = Files.writeString(
                directory.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Files.writeString(
                directory.resolve("milter-manager.toml"),
                "detect.enabled = false\nlisten = \"" + milter.address() + "\"\npid-file = \"" + pid + "\"\n");

        assertEquals(1, run("reload", "-c", directory.toString()));
        assertTrue(err.toString().contains("no daemon found: no running one in " + pid), err::toString);
    }
}
