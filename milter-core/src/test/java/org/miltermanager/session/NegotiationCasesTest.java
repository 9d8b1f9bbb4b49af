package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Part;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 14 to 27 and 31: versions and flags. */
class NegotiationCasesTest {
    private static final long ALL_STEPS = 0x1fffff;

    static final List<Part> UNUSABLE_ANSWERS = List.of(
            Part.answering(Replies.negotiated(7, 0x1ff, 0)),
            Part.answering(Replies.negotiated(6, 0x200, 0)),
            Part.answering(new Packet('O', "\0\0\0\6\0\0\1\u00ff")),
            Part.answering(Replies.CONTINUE),
            Misdeed.hang(),
            Misdeed.die());

    @ParameterizedTest
    @CsvSource({
        // offer of the mail server,        what it is answered,        what a milter is offered
        "2, 0x3f,  0x7f,     v2 actions=0x3f protocol=0x0,       v2 actions=0x3f protocol=0x1ff7ff",
        "2, 0x1ff, 0x7f,     v2 actions=0x1ff protocol=0x0,      v2 actions=0x1ff protocol=0x1ff7ff",
        "3, 0x1ff, 0x17f,    v3 actions=0x1ff protocol=0x0,      v3 actions=0x1ff protocol=0x1ff7ff",
        "4, 0x1ff, 0x37f,    v4 actions=0x1ff protocol=0x0,      v4 actions=0x1ff protocol=0x1ff7ff",
        "4, 0x1ff, 0x3ff,    v4 actions=0x1ff protocol=0x80,     v4 actions=0x1ff protocol=0x1ff7ff",
        "6, 0x1ff, 0x1fffff, v6 actions=0x1ff protocol=0x1c0080, v6 actions=0x1ff protocol=0x1fffff",
        "8, 0x1ff, 0x1fffff, v6 actions=0x1ff protocol=0x1c0080, v6 actions=0x1ff protocol=0x1fffff",
        "0x7fffffff, 0x1ff, 0x1fffff, v6 actions=0x1ff protocol=0x1c0080, v6 actions=0x1ff protocol=0x1fffff",
        "2, 0,     0,        v2 actions=0xf protocol=0x0,        v2 actions=0xf protocol=0x1ff7ff"
    })
    @Tag("case-14")
    @Tag("case-15")
    @Tag("case-16")
    @Tag("case-17")
    @Tag("case-18")
    void answersWithWhatBothSidesCan(String version, String actions, String steps, String answer, String shown)
            throws Exception {
        var offer = Commands.negotiate(Integer.decode(version), Long.decode(actions), Long.decode(steps));
        int capped = Math.min(Integer.decode(version), 6);
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(capped, 0, 0));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O " + answer, mta.ask(offer));

            assertEquals("O " + shown, a.awaitVisit(1).await('O', 1).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0x7f, OCHMRLNBE", "3, 0x17f, OCUHMRLNBE", "4, 0x37f, OCUHMRTLNBE"})
    @Tag("case-14")
    @Tag("case-15")
    void servesAnOldMailServer(int version, String steps, String events) throws Exception {
        var answers = Rules.continuing()
                .negotiating(version, 0x3f, 0)
                .on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(answers);
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            mta.ask(Commands.negotiate(version, 0x3f, Long.decode(steps)));
            mta.connect();
            if (version >= 3) {
                assertEquals("c", mta.ask(Commands.unknown("FOO")));
            }
            assertEquals("c", mta.ask(Commands.helo("client.example")));
            mta.mail();
            mta.rcpt("rcpt");
            if (version >= 4) {
                assertEquals("c", mta.data());
            }
            assertEquals("c", mta.ask(Commands.header("Subject", "hello")));
            assertEquals("c", mta.ask(Commands.endOfHeaders()));
            assertEquals("c", mta.ask(Commands.body("hello\r\n")));

            assertEquals("h X-A | 1, c", mta.content());

            assertEquals(events, a.awaitVisit(1).events());
            assertEquals(
                    List.of("Subject:hello"), Dialogue.headers(a.awaitVisit(1).received('L')));
        }
    }

    @Test
    @Tag("case-19")
    void usesAMilterOfVersion1LikePostfix() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing()
                        .negotiating(1, 0xf, 0)
                        .on('E', Replies.addHeader("X-A", "1"), Replies.CONTINUE));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-A |  1, c", mta.message());

            assertEquals("OCHMRTNBE", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @FieldSource("UNUSABLE_ANSWERS")
    @Tag("case-20")
    @Tag("case-22")
    void failsAMilterThatNegotiatesTheImpossible(Part answer) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('O', answer));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .patience(Duration.ofMillis(800))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .patience(Duration.ofSeconds(15))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a failed at CONNECT: ").contains("SMFIC_OPTNEG"));
            assertEquals("OCHMRTNBE", b.awaitVisit(1).events());
            assertEquals("O", a.awaitVisit(1).events());
        }
    }

    @Test
    void failsAMilterThatAsksForMoreMacrosThanThereAre() throws Exception {
        String names = IntStream.range(0, 150_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        var answer = Replies.requestingMacros(Replies.negotiated(6, 0, 0), 0, names);
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(answer));
                var managed = Managed.start().with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a failed at CONNECT: ").contains("a macro list of"));
        }
    }

    @Test
    @Tag("case-21")
    void overlooksStepsThatNobodyOffered() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, 0x80200000L));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertEquals("OCHMRTNBE", a.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-23")
    void failsAMilterThatNeedsAnActionOfALaterMailServer() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(2, 0x40, 0));
                var managed = Managed.start().with("a", a);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v2 actions=0x3f protocol=0x0", mta.ask(Commands.negotiate(2, 0x3f, 0x7f)));

            assertEquals("t", mta.connect());
            assertTrue(managed.awaitHeard("a failed at CONNECT: ")
                    .contains("wants the actions [CHGFROM], which the mail server does not offer"));
        }
    }

    @Test
    @Tag("case-24")
    void answersForAMilterThatPromisedSilence() throws Exception {
        long silence = 0xff080;
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, silence));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.silent(managed)) {
            assertEquals("O v6 actions=0x1ff protocol=0x1c0080", mta.ask(Commands.negotiate()));
            assertEquals("c", mta.connect());
            assertEquals("c", mta.ask(Commands.helo("h")));
            assertEquals("c", mta.ask(Commands.unknown("FOO")));
            assertEquals("c", mta.message(Commands.header("Subject", " hello")));

            assertEquals("OCHUMRTLNBE", a.awaitVisit(1).events());
            assertEquals("OCHUMRTLNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-25")
    void neverTakesABrokenPromiseOfSilenceForTheNextAnswer() throws Exception {
        var chatty = Rules.continuing().negotiating(6, 0x1ff, 0x8000).on('R', Replies.REJECT);
        try (var a = ScriptedMilter.start(chatty);
                var managed = Managed.start().with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            assertEquals("c", mta.rcpt("rcpt"));
            a.awaitVisit(1).await('R', 1);
            Thread.sleep(100);

            assertEquals("c", mta.data());

            assertTrue(managed.awaitHeard("a failed at DATA: ").contains("when it owed no reply"));
        }
    }

    @Test
    @Tag("case-26")
    void showsTheBodyOnlyToTheMilterThatWantsIt() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().negotiating(6, 0x1ff, 0x10));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(Commands.header("Subject", " hello")));

            assertEquals("OCHMRTLNE", a.awaitVisit(1).events());
            assertEquals("OCHMRTLNBE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-27")
    void showsNothingButTheEndToMiltersThatDeclineEverything() throws Exception {
        var end = Rules.continuing()
                .negotiating(6, 0x1ff, 0x37f)
                .on('E', Replies.addHeader("X-End", "1"), Replies.CONTINUE);
        try (var a = ScriptedMilter.start(end);
                var b = ScriptedMilter.start(end);
                var managed = Managed.start().with("a", a).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-End |  1, h X-End |  1, c", mta.message(Commands.header("Subject", " hello")));

            assertEquals("OE", a.awaitVisit(1).events());
            assertEquals("OE", b.awaitVisit(1).events());
        }
    }

    @Test
    @Tag("case-31")
    void endsASessionThatNegotiatesTwice() throws Exception {
        try (var managed = Managed.start();
                var mta = Dialogue.greeted(managed)) {
            mta.send(Commands.negotiate(6, 0x1ff, ALL_STEPS));

            assertTrue(mta.mta().isClosedByMilter());
            assertTrue(managed.awaitHeard("ended ").contains("SMFIC_OPTNEG"));
        }
    }
}
