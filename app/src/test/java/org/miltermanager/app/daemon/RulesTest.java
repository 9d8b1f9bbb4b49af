package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;

/** What a configuration says of conditions and rules, from its text to what the mail server is told. */
class RulesTest {
    @TempDir
    private Path directory;

    private ConfiguredDaemon daemon;
    private ScriptedMilter milter;

    @BeforeEach
    void startMilter() throws IOException {
        daemon = new ConfiguredDaemon(directory);
        milter = daemon.milter();
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    /** A daemon with this configuration, in which MILTER is where the milter listens; and a mail server connected to it. */
    private ScriptedMta mta(String configuration) throws Exception {
        ScriptedMta mta = daemon.start(configuration);
        mta.negotiate();
        return mta;
    }

    /** What the mail server is told, from the client to the end of the message; what is refused ends it. */
    private static String mail(ScriptedMta mta, String client, String sender) throws Exception {
        var told = new StringBuilder();
        for (Packet[] step : new Packet[][] {
            {Commands.macros('C', "v", "Postfix 3.10"), Commands.connect(client, 1025, "192.0.2.1")},
            {Commands.helo("client.example")},
            {Commands.mail("<" + sender + ">")},
            {Commands.rcpt("<rcpt@example.com>")},
            {Commands.data()}
        }) {
            Packet answer = mta.ask(step);
            told.append(answer.toString());
            if (!answer.toString().equals("c")) {
                return told.toString();
            }
        }
        mta.send(Commands.header("Subject", " hello"), Commands.endOfHeaders());
        return told
                + mta.askForEdits(Commands.endOfMessage()).stream()
                        .map(Packet::toString)
                        .collect(Collectors.joining(" "));
    }

    private static String rule(String when, String action) {
        return """
            [[rule]]
            name = "r"
            when = '%s'
            %s
            [[milter]]
            name = "m"
            connect = "MILTER"
            """.formatted(when, action);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # when                        | action                                                 | told
        s25r                          | action = "reject"                                      | r
        sender == "a@b.example"       | action = "reject"                                      | ccr
        sender == "a@b.example"       | action = "reject"\\nreply = "554 5.7.1 No"             | ccy 554 5.7.1 No
        recipient == "rcpt@example.com" | action = "tempfail"                                  | ccct
        header("Subject") == "hello"  | action = "reject"                                      | cccccr
        header("Subject") == "hello"  | action = "discard"                                     | cccccd
        s25r                          | action = "discard"                                     | ccd
        s25r                          | action = "quarantine"\\nreason = "odd"                 | cccccq odd c
        s25r                          | action = "add-header"\\nheader = "X-Home: yes"         | ccccch X-Home:yes c
        s25r                          | action = "reject"\\nevaluation = true                  | cccccc
        s25r                          | action = "reject"\\nenabled = false                    | cccccc
        not s25r                      | action = "reject"                                      | cccccc
        """)
    void aRuleDoesWhatItSays(String when, String action, String told) throws Exception {
        try (var mta = mta(rule(when, action.replace("\\n", "\n")))) {
            assertEquals(
                    told, mail(mta, "dhcp-1-2-3-4.example.net", "a@b.example").replace(" |  ", ":"));
        }
    }

    @Test
    void aRuleKnowsWhatTheMiltersBeforeItSaid() throws Exception {
        try (ScriptedMta mta = mta("""
            [[milter]]
            name = "m"
            connect = "MILTER"
            [[rule]]
            name = "r"
            when = "silent"
            action = "add-header"
            header = "X-Checked: yes"
            [condition.silent]
            expression = 'milter.verdict("m") == "continue" and milter.edits("m") == 0'
            """)) {
            String told = mail(mta, "mail.example.org", "a@b.example");

            assertTrue(told.startsWith("ccccch X-Checked"), told);
        }
    }

    @Test
    void milterBehindARuleThatAcceptsAllIsNotAsked() throws Exception {
        try (var mta = mta(rule("sender.domain == \"b.example\"", "action = \"accept-all\""))) {
            mail(mta, "mail.example.net", "a@b.example");

            assertEquals(List.of(), milter.visits());
        }
    }

    @Test
    void milterBehindARuleThatAcceptsOthersIsAsked() throws Exception {
        try (var mta = mta(rule("sender.domain == \"c.example\"", "action = \"accept-all\""))) {
            mail(mta, "mail.example.net", "a@b.example");

            assertEquals("OCHMRTLNE", milter.awaitVisit(1).events());
        }
    }

    @Test
    void aMilterBehindARuleIsToldItsMacro() throws Exception {
        try (var mta =
                mta(rule("sender.domain == \"b.example\"", "action = \"macro\"\nmacro = \"{trusted_domain}=yes\""))) {
            mail(mta, "mail.example.net", "a@b.example");

            assertTrue(macros(), () -> milter.visits().toString());
        }
    }

    @Test
    void aMacroMayComeWithTheEndOfTheMessage() throws Exception {
        try (var mta =
                mta(rule("header(\"Subject\") == \"hello\"", "action = \"macro\"\nmacro = \"{trusted_domain}=yes\""))) {
            mail(mta, "mail.example.net", "a@b.example");

            assertTrue(macros(), () -> milter.visits().toString());
        }
    }

    @Test
    void aTableThatDoesNotAnswerIsUnknownAtItsDeadline() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var mta = mta("""
                    [table.accounts]
                    url = "ldap://127.0.0.1:%d"
                    query = "(mail={key})"
                    deadline = "300ms"
                    [[rule]]
                    name = "r"
                    when = 'recipient in table("accounts")'
                    action = "reject"
                    unknown = "tempfail"
                    """.formatted(silent.getLocalPort()))) {
            long begin = System.nanoTime();

            String told = mail(mta, "mail.example.net", "a@b.example");

            // The client has its answer with the next command at the latest.
            assertTrue(told.endsWith("t"), told);
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10, told);
        }
    }

    private boolean macros() throws InterruptedException {
        return milter.awaitVisit(1).received('D').stream()
                .anyMatch(macro -> macro.toString().contains("{trusted_domain}"));
    }

    @Test
    void trustIsToldToAMilterThatWantsIt() throws Exception {
        try (var mta = mta("""
            [trust]
            domains = ["b.example"]
            [[milter]]
            name = "m"
            connect = "MILTER"
            when = ["Trust", "Sendmail Compatible", "Remote Network", "S25R", "Unauthenticated", "Stress Notify"]
            """)) {
            mail(mta, "dhcp-1-2-3-4.example.net", "a@b.example");

            assertEquals("OCHMRTLNE", milter.awaitVisit(1).events());
            assertTrue(macros());
        }
    }

    @Test
    void anOwnConditionIsUsedByItsName() throws Exception {
        try (var mta = mta("""
            [condition.home]
            expression = "s25r and far"
            [condition.far]
            expression = "remote"
            [[milter]]
            name = "m"
            connect = "MILTER"
            when = "not home"
            """)) {
            mail(mta, "dhcp-1-2-3-4.example.net", "a@b.example");

            assertEquals(List.of(), milter.visits());
        }
    }
}
