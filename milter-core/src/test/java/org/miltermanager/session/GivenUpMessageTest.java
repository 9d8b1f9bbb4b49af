package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** A long message that a milter was told of while it arrived, and that never becomes complete or needs this milter no more. */
class GivenUpMessageTest {
    private static final Rules NO_BODY_CHANGE = Rules.continuing().negotiating(6, 0x1fd, 0);
    private static final Packet CHUNK = Commands.body("x".repeat(65_533) + "\r\n");
    private static final Packet[] BEGIN = {Commands.header("X-D", " one"), Commands.endOfHeaders(), CHUNK, CHUNK};

    @Test
    void isAbortedWhereTheMailServerGivesItUpAndTheNextOneIsClean() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);
            mta.abort();

            assertEquals("c", mta.message());

            assertEquals("OCHMRTLNBAMRTNBE", a.awaitVisit(1).events());
            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    @Test
    void isAbortedWhereTheMailServerVanishes() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a)) {
            try (var mta = Dialogue.greeted(managed)) {
                mta.envelope();
                mta.send(BEGIN);
                a.awaitVisit(1).await('B', 1);
            }

            a.awaitVisit(1).awaitEnd();
            assertEquals("OCHMRTLNBAQ", a.awaitVisit(1).events());
        }
    }

    @Test
    void isNotWaitedForAtAMilterThatHangsWhenTheMailServerGivesItUp() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('B', 1, Misdeed.hang()));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);
            mta.abort();

            mta.envelope();
            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals("OCHMRTLNB", a.awaitVisit(1).events());
            assertEquals("OCHMRTNE", a.awaitVisit(2).events());
            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    @Test
    void isTakenFromAConcurrentMilterThatIsStillBusyWithItWhereAnEarlierOneDecides() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var b = ScriptedMilter.start(NO_BODY_CHANGE.onNth('B', 1, Misdeed.hang()));
                var managed = Managed.start().with("a", a).with("b", b, Managed.concurrent());
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            b.awaitVisit(1).await('B', 1);

            assertEquals("r", mta.content());

            b.awaitVisit(1).awaitEnd();
            mta.abort();
            assertEquals("r", mta.message());
            assertTrue(managed.complaints().isEmpty(), managed.heard::toString);
        }
    }

    @Test
    void isAbortedWhereItBecomesTooLarge() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).where(all -> withSpool(all, 150_000));
                var mta = Dialogue.greeted(managed)) {
            mta.envelope();
            mta.send(BEGIN);
            a.awaitVisit(1).await('B', 1);

            assertEquals("y 552 5.3.4 Message body too large", mta.content(CHUNK));
            mta.abort();
            assertEquals("c", mta.message());

            assertTrue(a.awaitVisit(1).events().matches("OCHMRTLNBB?AMRTNBE"), a.awaitVisit(1)::events);
        }
    }

    private static ChainSettings withSpool(ChainSettings all, long max) {
        var usual = all.messages();
        return all.with(new MessageLimits(
                usual.spoolDirectory(),
                usual.bodyInMemory(),
                max,
                usual.maxHeaders(),
                usual.maxHeaderOctets(),
                usual.memory()));
    }

    @Test
    void isFollowedByOneThatTheMilterIsToldAlsoWhereItSkippedTheSender() throws Exception {
        try (var a = ScriptedMilter.start(
                        Rules.continuing().onNth('M', 1, Replies.SKIP).on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.abort();

            assertEquals("r", mta.message());
        }
    }
}
