package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 65 to 68: headers as the two sides negotiated them. */
class HeaderCasesTest {
    private static final int LEADING_SPACE = 0x100000;

    private static final Packet[] ODD_HEADERS = {
        Commands.header("Folded", " one\n two"),
        Commands.header("Tab", "\tx\n\ty"),
        Commands.header("Empty", ""),
        Commands.header("Blank", " "),
        Commands.header("None", "x"),
        Commands.header("Two", "  x"),
        Commands.header("X-D", " 1"),
        Commands.header("x-d", " \u00e4\u00ff"),
        Commands.header("X-D", " 1")
    };

    @Test
    @Tag("case-65")
    @Tag("case-67")
    void showsEachMilterHeadersAsItNegotiated() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, LEADING_SPACE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(ODD_HEADERS));

            assertEquals(List.of(ODD_HEADERS), a.awaitVisit(1).received('L'));
            assertEquals(
                    List.of(
                            "Folded:one\n two",
                            "Tab:\tx\n\ty",
                            "Empty:",
                            "Blank:",
                            "None:x",
                            "Two: x",
                            "X-D:1",
                            "x-d:\u00e4\u00ff",
                            "X-D:1"),
                    Dialogue.headers(b.awaitVisit(1).received('L')));
        }
    }

    @Test
    @Tag("case-65")
    void showsHeadersOfAMailServerThatEatsTheBlank() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, LEADING_SPACE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.silent(managed)) {
            mta.ask(Commands.negotiate(6, 0x1ff, 0xfffff));
            mta.connect();
            mta.envelope();
            mta.send(Commands.header("Subject", "hello"), Commands.header("Two", " x"));

            assertEquals("c", mta.content(Commands.endOfHeaders()));

            assertEquals(
                    List.of("Subject: hello", "Two:  x"),
                    Dialogue.headers(a.awaitVisit(1).received('L')));
            assertEquals(
                    List.of("Subject:hello", "Two: x"),
                    Dialogue.headers(b.awaitVisit(1).received('L')));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // steps of the milter, value, what a mail server with HDR_LEADSPC gets, and one without
        "0,        v,   ' v',  v",
        "0,        ' v', '  v', ' v'",
        "0x100000, ' v', ' v',  v",
        "0x100000, v,   v,     v"
    })
    @Tag("case-66")
    void writesAddedHeadersAsBothSidesNegotiated(String steps, String value, String leading, String eaten)
            throws Exception {
        var adding = Rules.continuing()
                .negotiating(6, 0x1ff, Long.decode(steps))
                .on('E', Replies.addHeader("X", value), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(adding);
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed);
                var old = Dialogue.silent(managed)) {
            assertEquals("h X | " + leading + ", c", mta.message());

            old.ask(Commands.negotiate(6, 0x1ff, 0xc0080));
            old.connect();
            assertEquals("h X | " + eaten + ", c", old.message());
        }
    }

    @Test
    @Tag("case-68")
    void showsALongHeaderWhole() throws Exception {
        var header = Commands.header("X-Long", " " + "x".repeat(59_990));
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, LEADING_SPACE));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(header));

            assertEquals(List.of(header), a.awaitVisit(1).received('L'));
        }
    }
}
