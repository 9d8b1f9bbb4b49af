package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.transport.Endpoint;

/** A condition that is about each recipient, or about all of them. */
class RecipientConditionTest {
    private static final Packet SUBJECT = Commands.header("Subject", " hello");

    @Test
    void seesThoseItIsWantedFor() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^[ac]/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("a");
            mta.rcpt("b");
            mta.rcpt("c");
            mta.data();
            mta.content(SUBJECT, Commands.endOfHeaders());

            var seen = a.awaitVisit(1).received('R').stream()
                    .map(recipient -> recipient.strings().getFirst())
                    .toList();
            assertEquals(List.of("<a@example.com>", "<c@example.com>"), seen);
        }
    }

    @Test
    void mayRefuseOneWithoutConsequenceForTheOthers() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.TEMPFAIL));
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^a/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("t", mta.rcpt("a"));
            assertEquals("c", mta.rcpt("b"));
            assertEquals("c", mta.data());
            assertEquals("c", mta.content(SUBJECT, Commands.endOfHeaders()));
        }
    }

    @Test
    void seesNothingOfTheContentWhereNoneOfThemIsLeft() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('R', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^a/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("a");
            mta.rcpt("b");
            mta.data();
            mta.content(SUBJECT, Commands.endOfHeaders());

            assertEquals("OCHMR", a.awaitVisit(1).events());
        }
    }

    @Test
    void refusingTheSenderRefusesEachOfThem() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('M', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^a/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("r", mta.rcpt("a1"));
            assertEquals("c", mta.rcpt("b"));
            assertEquals("r", mta.rcpt("a2"));
            assertEquals("c", mta.data());
            assertEquals("c", mta.content(SUBJECT, Commands.endOfHeaders()));
        }
    }

    @Test
    void failsForThemAlone() throws Exception {
        try (var managed = Managed.start()
                        .with("a", Endpoint.parse("unix:/nowhere"), Managed.when("recipient matches /^a/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();

            assertEquals("t", mta.rcpt("a"));
            assertEquals("c", mta.rcpt("b"));
            assertEquals("c", mta.data());
            assertEquals("c", mta.content(SUBJECT, Commands.endOfHeaders()));
        }
    }

    @Test
    void isHeldToItsRecipientsWhateverElseTheClientSays() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^a/"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("a");
            mta.ask(Commands.unknown("FOO"));
            mta.data();

            assertEquals("r", mta.content(SUBJECT, Commands.endOfHeaders()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not (\"x@example.com\" in recipients)", "recipients.count == 1"})
    void isAboutNoneThatAnotherMilterRefused(String condition) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('R', 2, Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", b, Managed.when(condition));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("y");
            assertEquals("r", mta.rcpt("x"));
            mta.data();

            assertEquals("r", mta.content(SUBJECT, Commands.endOfHeaders()));
        }
    }

    @Test
    void seesNothingOfTheContentWhereAnotherMilterHasRefusedThem() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing().onNth('R', 2, Replies.TEMPFAIL));
                var managed = Managed.start()
                        .with("a", a, Managed.when("recipient matches /^a/"))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("x");
            assertEquals("t", mta.rcpt("a"));
            assertEquals("c", mta.rcpt("y"));
            mta.data();

            assertEquals("c", mta.content(SUBJECT, Commands.endOfHeaders()));
            assertEquals("OCHMR", a.awaitVisit(1).events());
        }
    }

    /** What it would have refused of the message would be the whole message's end. */
    @Test
    void isToldLateOfNoneThatAnotherMilterHasRefused() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('R', 2, Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing().onNth('R', 2, Replies.REJECT));
                var managed = Managed.start()
                        .with("a", a, Managed.when("header(\"Subject\") == \"hello\""))
                        .with("b", b);
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("y");
            assertEquals("r", mta.rcpt("nobody"));
            mta.data();

            assertEquals("c", mta.content(SUBJECT, Commands.endOfHeaders()));
            assertEquals("OCHMRTLNE", a.awaitVisit(1).events());
        }
    }

    /** A mail server may refuse DATA itself, when its milters have had it, and take further recipients. */
    @Test
    void isAboutThoseThatCameBehindADataThatWasRefused() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("\"x@example.com\" in recipients"));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            mta.rcpt("y");
            mta.data();
            mta.rcpt("x");
            mta.data();

            assertEquals("r", mta.content(SUBJECT, Commands.endOfHeaders()));
            assertEquals("OCHMRRTLNE", a.awaitVisit(1).events());
        }
    }

    /** As Postfix speaks with {@code milter_protocol = 2}, and Sendmail 8.13. */
    @Test
    void isHeldToAllOfItsRecipientsWhereTheMailServerHasNoDataCommand() throws Exception {
        try (var a = ScriptedMilter.start(
                        Rules.continuing().negotiating(2, 0x3f, 0).on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.when("recipient matches /^a/"));
                var mta = managed.mta()) {
            mta.ask(Commands.negotiate(2, 0x3f, 0x7f));
            mta.ask(Commands.connect("client.example", 1025, "192.0.2.1"));
            mta.ask(Commands.mail("<sender@example.com>"));
            mta.ask(Commands.rcpt("<a@example.com>"));
            mta.ask(Commands.rcpt("<b@example.com>"));
            mta.ask(SUBJECT);
            mta.ask(Commands.endOfHeaders());

            assertEquals(List.of(Replies.REJECT), mta.askForEdits(Commands.endOfMessage()));
        }
    }

    /** One of a list of conditions about the recipient, another about the content. */
    @ParameterizedTest
    @CsvSource({
        "a b, hello, r, <a@example.com>",
        "b a, hello, r, <a@example.com>",
        "b c, hello, c, ''",
        "a b, else, c, ''",
        "a aa b, hello, r, <a@example.com> <aa@example.com>"
    })
    void isAskedForItsRecipientsWhereTheContentHasToHoldToo(
            String recipients, String subject, String verdict, String seen) throws Exception {
        var both = Expression.all(Stream.of("recipient matches /^a/", "header(\"Subject\") == \"hello\"")
                .map(written -> Expression.of(written, Vocabulary.ofMail()))
                .toList());
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a, Managed.required(new Requirement(both, Answer.TEMPFAIL)));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            for (String recipient : recipients.split(" ")) {
                assertEquals("c", mta.rcpt(recipient));
            }
            mta.data();

            assertEquals(verdict, mta.content(Commands.header("Subject", " " + subject), Commands.endOfHeaders()));

            if (!seen.isEmpty()) {
                assertEquals(
                        seen,
                        a.awaitVisit(1).received('R').stream()
                                .map(recipient -> recipient.strings().getFirst())
                                .collect(Collectors.joining(" ")));
            }
        }
    }
}
