package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Case 64: mail that does not come by SMTP, where Postfix keeps a message for ever if a recipient is refused. */
class LocalMailTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "root@example.com"})
    @Tag("case-64")
    void passesLikeAnyOther(String sender) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a);
                var mta = local(managed)) {
            assertEquals("c", mta.ask(Commands.mail(sender)));
            assertEquals("c", mta.ask(Commands.rcpt("root@example.com")));
            mta.data();

            assertEquals("h X-A |  1, c", mta.content(Commands.endOfHeaders(), Commands.body("x\r\n")));

            assertEquals(Commands.mail(sender), a.awaitVisit(1).received('M').getFirst());
        }
    }

    @ParameterizedTest
    @CsvSource({"r", "t", "y 550 5.1.1 nobody here"})
    @Tag("case-64")
    void refusesTheMessageInsteadOfARecipient(String answer) throws Exception {
        var verdict = answer.length() == 1 ? Packet.of(answer.charAt(0)) : Replies.replyCode(answer.substring(2));
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('R', 1, verdict));
                var managed = Managed.start().with("a", a);
                var mta = local(managed)) {
            mta.ask(Commands.mail(""));
            assertEquals("c", mta.ask(Commands.rcpt("one@example.com")));
            assertEquals("c", mta.ask(Commands.rcpt("two@example.com")));
            assertEquals("c", mta.data());

            assertEquals(answer, mta.content(Commands.endOfHeaders(), Commands.body("x\r\n")));
        }
    }

    @Test
    @Tag("case-64")
    void discardsAtARecipientAtOnce() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.DISCARD));
                var managed = Managed.start().with("a", a);
                var mta = local(managed)) {
            mta.ask(Commands.mail(""));

            assertEquals("d", mta.ask(Commands.rcpt("one@example.com")));
        }
    }

    @Test
    @Tag("case-64")
    void refusesARecipientWhereThatIsConfigured() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a).where(LocalMailTest::atOnce);
                var mta = local(managed)) {
            mta.ask(Commands.mail(""));

            assertEquals("r", mta.ask(Commands.rcpt("one@example.com")));
        }
    }

    @Test
    @Tag("case-64")
    void isNotSuspectedBehindAClientOfThisHost() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.negotiated(managed)) {
            mta.ask(Commands.connect("localhost", 40_000, "127.0.0.1"));
            mta.ask(Commands.mail("<root@example.com>"));

            assertEquals("r", mta.ask(Commands.rcpt("<one@example.com>")));
        }
    }

    /** As cleanup(8) plays it. */
    private static Dialogue local(Managed managed) throws Exception {
        var mta = Dialogue.negotiated(managed);
        mta.ask(
                Commands.macros('C', "j", "mx.example", "_", "localhost [127.0.0.1]"),
                Commands.connect("localhost", 0, "127.0.0.1"));
        mta.ask(Commands.helo("localhost"));
        return mta;
    }

    private static ChainSettings atOnce(ChainSettings all) {
        return new ChainSettings(
                all.front(), all.commandTime(), all.messageTime(), all.messages(), false, all.threads());
    }
}
