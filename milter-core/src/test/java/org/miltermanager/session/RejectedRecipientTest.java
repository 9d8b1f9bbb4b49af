package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Case 57: recipients that the mail server itself rejects (SMFIP_RCPT_REJ). */
class RejectedRecipientTest {
    private static final Rules WANTING = Rules.continuing().negotiating(6, 0x1ff, 0x800);

    private static final Packet[] REJECTED = {
        Commands.macros('R', "{rcpt_mailer}", "error", "{rcpt_host}", "5.1.1", "{rcpt_addr}", "User unknown"),
        Commands.rcpt("<unknown@example.com>")
    };

    @Test
    @Tag("case-57")
    void isShownToTheMilterThatAskedAndItsAnswerHasNoEffect() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var b = ScriptedMilter.start(WANTING.onNth('R', 1, Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v6 actions=0x1ff protocol=0x1c0880", mta.ask(Commands.negotiate()));
            mta.connect();
            mta.mail();
            assertEquals("c", mta.ask(REJECTED));
            assertEquals(
                    "c", mta.ask(Commands.macros('R', "{rcpt_mailer}", "local"), Commands.rcpt("<known@example.com>")));
            mta.data();

            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals("OCMRTNE", a.awaitVisit(1).events());
            assertEquals("OCMRRTNE", b.awaitVisit(1).events());
            assertEquals(List.of(REJECTED), b.awaitVisit(1).received().subList(4, 6));
        }
    }

    /** Postfix resolves it as if it went to its error mailer (trivial-rewrite), and accepts it. */
    private static final Packet[] IN_VIRTUAL_ALIAS_DOMAIN = {
        Commands.macros(
                'R',
                "{rcpt_addr}",
                "user@alias.example",
                "{rcpt_host}",
                "5.1.1 User unknown in virtual alias table",
                "{rcpt_mailer}",
                "error"),
        Commands.rcpt("<user@alias.example>")
    };

    @ParameterizedTest
    @ValueSource(longs = {0, 0x800})
    void isNoneInAVirtualAliasDomain(long steps) throws Exception {
        try (var a = ScriptedMilter.start(
                        Rules.continuing().negotiating(6, 0x1ff, steps).on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("r", mta.ask(IN_VIRTUAL_ALIAS_DOMAIN));
        }
    }

    /** A transport map may send somebody's mail to {@code error:5.1.1}. */
    @ParameterizedTest
    @ValueSource(strings = {"user@example.com", "\"a user\"@example.com", ""})
    void isNoneWhoseAddressIsTold(String address) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals(
                    "r",
                    mta.ask(
                            Commands.macros(
                                    'R', "{rcpt_mailer}", "error", "{rcpt_host}", "5.1.1", "{rcpt_addr}", address),
                            Commands.rcpt("<user@example.com>")));
        }
    }

    @Test
    void countsForTheConditionsInAVirtualAliasDomain() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("recipient.domain == \"alias.example\""));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.ask(IN_VIRTUAL_ALIAS_DOMAIN);
            mta.data();

            assertEquals("r", mta.content(Commands.endOfHeaders()));
        }
    }

    @Test
    @Tag("case-57")
    void isNotAskedForWhereNobodyWantsIt() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v6 actions=0x1ff protocol=0x1c0080", mta.ask(Commands.negotiate()));
        }
    }

    @ParameterizedTest
    @CsvSource({"a, OCHMR", "d, OCHMR", "t, OCHMRRTNE"})
    @Tag("case-57")
    void leavesTheMessageToAMilterThatNeitherAcceptsNorDiscardsIt(char verdict, String events) throws Exception {
        try (var a = ScriptedMilter.start(WANTING.onNth('R', 1, Packet.of(verdict)));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("c", mta.ask(REJECTED));
            assertEquals("c", mta.rcpt("known"));
            mta.data();

            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals(events, a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-57")
    void countsTheFailureOfAMilter() throws Exception {
        try (var a = ScriptedMilter.start(WANTING.on('R', Misdeed.die()));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("c", mta.ask(REJECTED));

            assertEquals("t", mta.rcpt("known"));
        }
    }

    /** Behind Postfix what answers for one that has failed keeps such recipients from those behind it, if it had asked for them. */
    @ParameterizedTest
    @CsvSource({"0x800, OCHM", "0, OCHMRR"})
    @Tag("case-57")
    void isShownBehindAMilterThatHasFailedWhereThatHadNotAskedForThem(String steps, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing()
                        .negotiating(6, 0x1ff, Long.decode(steps))
                        .on('R', Misdeed.die()));
                var b = ScriptedMilter.start(WANTING);
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("c", mta.ask(REJECTED));
            assertEquals("t", mta.rcpt("known"));

            assertEquals("c", mta.ask(REJECTED));

            assertEquals(events, b.awaitVisit(1).events());
        }
    }
}
