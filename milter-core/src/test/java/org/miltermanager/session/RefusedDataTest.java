package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;

/** A client that goes on behind a refused DATA, without RSET: libmilter would not answer, so nobody is asked, and nothing passes. */
class RefusedDataTest {
    @Test
    @Tag("case-58")
    void keepsAMessageWhoseDataWasRefusedRefusedWhenTheClientRepeatsData() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('T', 1, Replies.REJECT));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("one");

            assertEquals("r", mta.ask(Commands.data()));

            assertEquals("t", mta.rcpt("two"));
            assertEquals("t", mta.ask(Commands.data()));
            assertEquals("OCHMRT", a.awaitVisit(1).events());
        }
    }
}
