package org.miltermanager.app.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** When rules answer, and for whom milters behind them are asked, where conditions are about different things. */
class RuleScopesTest {
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

    private ScriptedMta mta(String configuration) throws Exception {
        ScriptedMta mta = daemon.start(configuration);
        mta.negotiate();
        return mta;
    }

    private static String told(ScriptedMta mta, Packet[]... steps) throws Exception {
        var told = new StringBuilder();
        for (Packet[] step : steps) {
            told.append(mta.ask(step));
        }
        mta.send(Commands.header("Subject", " hello"), Commands.endOfHeaders());
        return told
                + mta.askForEdits(Commands.endOfMessage()).stream()
                        .map(Packet::toString)
                        .collect(Collectors.joining(" "));
    }

    private static Packet[] connect() {
        return new Packet[] {
            Commands.macros('C', "v", "Postfix 3.10"), Commands.connect("mail.example.net", 1025, "192.0.2.1")
        };
    }

    private static Packet[] one(Packet packet) {
        return new Packet[] {packet};
    }

    /** Postfix does not require HELO by default. */
    @Test
    void aRuleAboutTheGreetingAppliesToAClientThatDoesNotGreet() throws Exception {
        try (var mta = mta("""
            [[rule]]
            name = "r"
            when = 'not tls'
            action = "reject"
            """)) {
            assertEquals("cr", mta.ask(connect()).toString() + mta.ask(Commands.mail("<a@b.example>")));
        }
    }

    /** Postfix keeps a refusal at HELO for the session, and STARTTLS is refused with it (reference 8.1): TLS comes with a later HELO. */
    @Test
    void aRuleAboutTlsLeavesTheClientTheTimeToStartIt() throws Exception {
        try (var mta = mta("""
            [[rule]]
            name = "r"
            when = 'not tls'
            action = "reject"
            """)) {
            assertEquals("cc", mta.ask(connect()).toString() + mta.ask(Commands.helo("client.example")));
        }
    }

    /** The same mixture within one milter's list of conditions, of which each is checked alone. */
    @Test
    void aMilterIsAskedForItsRecipientWhereTheContentDecidesToo() throws Exception {
        try (var mta = mta("""
            [[milter]]
            name = "m"
            connect = "MILTER"
            when = ['recipient == "1@b.example"', 'message.size < 10MiB']
            """)) {
            milter.play(Rules.continuing().on('E', Replies.REJECT));

            assertEquals(
                    "ccccccr",
                    told(
                            mta,
                            connect(),
                            one(Commands.helo("client.example")),
                            one(Commands.mail("<a@b.example>")),
                            one(Commands.rcpt("<1@b.example>")),
                            one(Commands.rcpt("<2@b.example>")),
                            one(Commands.data())));
        }
    }

    /** Postfix with milter_protocol = 2 or 3, and Sendmail 8.13, have no SMFIC_DATA. */
    @Test
    void aRuleAboutAllRecipientsAppliesWhereThereIsNoDataCommand() throws Exception {
        try (var mta = daemon.start("""
            [[rule]]
            name = "r"
            when = 'recipients.count > 1'
            action = "reject"
            """)) {
            mta.ask(Commands.negotiate(2, 0x3f, 0x7f));
            mta.ask(connect());
            mta.ask(Commands.helo("client.example"));
            mta.ask(Commands.mail("<a@b.example>"));
            mta.ask(Commands.rcpt("<1@b.example>"));
            mta.ask(Commands.rcpt("<2@b.example>"));
            mta.ask(Commands.header("Subject", " hello"));
            mta.ask(Commands.endOfHeaders());

            assertEquals("[r]", mta.askForEdits(Commands.endOfMessage()).toString());
        }
    }

    /** Each of the two conditions is fine alone. */
    @Test
    void aMilterForARecipientIsAskedBehindARuleThatIsAboutTheContent() throws Exception {
        try (var mta = mta("""
            [[rule]]
            name = "r"
            when = 'message.size > 10MiB'
            action = "accept-all"
            [[milter]]
            name = "m"
            connect = "MILTER"
            when = 'recipient == "1@b.example"'
            """)) {
            milter.play(Rules.continuing().on('E', Replies.REJECT));

            assertEquals(
                    "ccccccr",
                    told(
                            mta,
                            connect(),
                            one(Commands.helo("client.example")),
                            one(Commands.mail("<a@b.example>")),
                            one(Commands.rcpt("<1@b.example>")),
                            one(Commands.rcpt("<2@b.example>")),
                            one(Commands.data())));
        }
    }

    /** The rule's own key says: skip, it does not apply. The milter's key is about the milter's own condition. */
    @Test
    void aMilterIsAskedBehindARuleOfWhichNobodyCanSayWhetherItApplies() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var mta = mta("""
                    [table.accounts]
                    url = "ldap://127.0.0.1:%d"
                    query = "(mail={key})"
                    deadline = "300ms"
                    [[rule]]
                    name = "r"
                    when = 'sender in table("accounts")'
                    action = "accept-all"
                    unknown = "skip"
                    [[milter]]
                    name = "m"
                    connect = "MILTER"
                    when = 'client.port == 1025'
                    unknown = "skip"
                    """.formatted(silent.getLocalPort()))) {
            told(
                    mta,
                    connect(),
                    one(Commands.helo("client.example")),
                    one(Commands.mail("<a@b.example>")),
                    one(Commands.rcpt("<1@b.example>")),
                    one(Commands.data()));

            assertEquals(1, milter.visits().size());
        }
    }
}
