package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** A milter that is wanted because of the content is told first what came before it. */
class LateMilterTest {
    private static final Packet SUBJECT = Commands.header("Subject", " hello");

    @ParameterizedTest
    @CsvSource({"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void refusesTheMessageWithWhateverItRefuses(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("header(\"Subject\") == \"hello\""));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("r", mta.message(SUBJECT));
        }
    }

    @Test
    void isOutOfTheMessagesThatItAccepts() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('M', Replies.ACCEPT));
                var managed = Managed.start().with("a", a, Managed.when("header(\"Subject\") == \"hello\""));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(SUBJECT));

            assertEquals("OCHM", a.awaitVisit(1).events());
        }
    }

    @Test
    void isNotToldOfMessagesWhichItIsNotWantedFor() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when("header(\"Subject\") == \"hello\""));
                var mta = Dialogue.greeted(managed)) {
            mta.message(Commands.header("Subject", " other"));
            mta.message(SUBJECT);
            mta.message(Commands.header("Subject", " other"));
            mta.quit();
            a.awaitVisit(1).awaitEnd();

            assertEquals("OCHMRTLNBEQ", a.awaitVisit(1).events());
        }
    }

    @Test
    void seesTheHeadersThatMadeItWanted() throws Exception {
        var marking = Rules.continuing().on('E', Replies.addHeader("X-Spam", "yes"), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(marking);
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b, Managed.when("header(\"X-Spam\") == \"yes\""));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);

            assertEquals("OCHMRTLLNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    void seesTheMacrosAsTheyWere() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when("recipients.count == 2"));
                var mta = Dialogue.greeted(managed)) {
            mta.ask(Commands.macros('M', "{auth_authen}", "alice"), Commands.mail("<>"));
            mta.ask(Commands.macros('R', "{rcpt_addr}", "one"), Commands.rcpt("<one>"));
            mta.ask(Commands.macros('R', "{rcpt_addr}", "two"), Commands.rcpt("<two>"));
            mta.data();

            var told = a.awaitVisit(1).received('D').stream()
                    .map(Packet::toString)
                    .filter(text -> text.contains("rcpt_addr"))
                    .toList();
            assertEquals(2, told.size());
            assertTrue(told.getFirst().contains("one") && told.getLast().contains("two"), told::toString);
        }
    }
}
