package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.child.Visit;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;

class MtaSessionTest {
    @Test
    void tellsAMessageToTwoMilters() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = managed.mta()) {
            mta.negotiate();
            mta.ask(Commands.macros('C', "v", "Postfix 3.10"), Commands.connect("h", 25, "192.0.2.1"));
            mta.ask(Commands.helo("h"));
            mta.ask(Commands.mail("<a@b>"));
            mta.ask(Commands.rcpt("<c@d>"));
            mta.ask(Commands.data());
            mta.send(Commands.header("Subject", " hi"), Commands.endOfHeaders(), Commands.body("hello\r\n"));

            var replies = mta.askForEdits(Commands.endOfMessage());

            assertEquals(
                    List.of("h X-A |  1", "c"),
                    replies.stream().map(Object::toString).toList(),
                    mta::talk);
            assertEquals(List.of("Subject", "X-A"), headerNames(b.awaitVisit(1)));
        }
    }

    private static List<String> headerNames(Visit visit) {
        return visit.received('L').stream()
                .map(packet -> packet.toString().split(" ")[1])
                .toList();
    }
}
