package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.miltermanager.fixtures.wire.Replies.addHeader;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Case 121: a milter that only watches. It runs as in production, and nobody notices. */
class EvaluationTest {
    @ParameterizedTest
    @CsvSource({
        "C, r, OC",
        "H, t, OCH",
        "M, r, OCHMM",
        "M, d, OCHMM",
        "R, r, OCHMRTLNBEM",
        "R, d, OCHMRM",
        "T, r, OCHMRTM",
        "L, t, OCHMRTLM",
        "N, r, OCHMRTLNM",
        "B, d, OCHMRTLNBM",
        "E, r, OCHMRTLNBEM",
        "E, 4, OCHMRTLNBEM"
    })
    @Tag("case-121")
    void decidesNothing(char code, char verdict, String events) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Packet.of(verdict)));
                var b = ScriptedMilter.start(Rules.continuing().on('E', addHeader("X-B", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a, Managed.evaluated()).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-B |  1, c", mta.message(Commands.header("Subject", " x")));
            assertEquals("c", mta.mail());

            assertEquals(events, a.awaitVisit(1).events());
            assertEquals("OCHMRTLNBEM", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-121")
    void editsNothingAndIsHeard() throws Exception {
        var editing = Rules.continuing()
                .on(
                        'E',
                        addHeader("X-A", "1"),
                        Replies.replaceBody("x"),
                        Replies.quarantine("virus"),
                        Replies.CONTINUE);
        try (var a = ScriptedMilter.start(editing);
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.evaluated()).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(Commands.header("Subject", " x")));

            assertTrue(managed.heard.contains("a reviewed: 2 edits, CONTINUE"), managed.heard::toString);
            assertEquals("OCHMRTLNBE", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"O", "C", "M", "R", "N", "E"})
    @Tag("case-121")
    void failsWithoutConsequence(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Misdeed.dieAfter(addHeader("X-A", "1"))));
                var managed = Managed.start().with("a", a, Managed.evaluated());
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(Commands.header("Subject", " x")));

            assertTrue(managed.awaitHeard("a failed at ").endsWith("-> accept"));
        }
    }
}
