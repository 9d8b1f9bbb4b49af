package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Milter;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A milter is asked where its condition holds, and sees then what it would have seen without one. */
class ConditionalMilterTest {
    private static final Packet SUBJECT = Commands.header("Subject", " hello");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true",
                "client.port == 1025",
                "helo == \"client.example\"",
                "sender.domain == \"example.com\"",
                "recipient == \"rcpt@example.com\"",
                "recipients.count == 1",
                "header(\"Subject\") == \"hello\"",
                "message.size > 0"
            })
    void seesTheWholeSessionWhereverThatIsDecided(String condition) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when(condition));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(SUBJECT));

            assertEquals("OCHMRTLNBE", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "false",
                "client.port == 25",
                "helo == \"other\"",
                "authenticated",
                "recipient == \"other@example.com\"",
                "recipients.count > 5",
                "header(\"Subject\") == \"\"",
                "message.size > 10MiB"
            })
    void isNotEvenConnectedWhereItIsNotWanted(String condition) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed =
                        Managed.start().with("a", a, Managed.when(condition)).with("b", b);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message(SUBJECT));
            mta.quit();
            b.awaitVisit(1).awaitEnd();

            assertEquals(List.of(), a.visits());
        }
    }

    @Nested
    class IsDecided {
        @Test
        void onceForTheSessionWhereItIsAboutTheClient() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.when("client.port == 25"));
                    var mta = Dialogue.greeted(managed)) {
                mta.message(SUBJECT);
                mta.abort();
                mta.message(SUBJECT);

                assertEquals(List.of("decided a at CONNECT: SKIP"), decisions(managed));
            }
        }

        @Test
        void onceForEachMessageWhereItIsAboutTheSender() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.when("sender.domain == \"example.com\""));
                    var mta = Dialogue.greeted(managed)) {
                mta.ask(Commands.mail("<a@other.example>"));
                mta.abort();
                mta.message(SUBJECT);

                assertEquals(List.of("decided a at MAIL: SKIP", "decided a at MAIL: ASK"), decisions(managed));
                assertEquals("OCHMRTLNBE", a.awaitVisit(1).events());
            }
        }

        @Test
        void asSoonAsOnePartDoesNotHold() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.when("message.size > 0 and client.port == 25"));
                    var mta = Dialogue.greeted(managed)) {
                mta.message(SUBJECT);

                assertEquals(List.of("decided a at CONNECT: SKIP"), decisions(managed));
            }
        }

        @Test
        void anewWithAnotherGreeting() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.when("tls"));
                    var mta = Dialogue.greeted(managed)) {
                mta.ask(Commands.macros('H', "{tls_version}", "TLSv1.3"), Commands.helo("again"));
                mta.message(SUBJECT);

                assertEquals("OCHMRTLNBE", a.awaitVisit(1).events());
                assertEquals(
                        "again",
                        a.visits().getFirst().received('H').getFirst().strings().getFirst());
            }
        }
    }

    private static List<String> decisions(Managed managed) {
        return managed.heard.stream().filter(line -> line.startsWith("decided")).toList();
    }

    @Nested
    class ThatIsToldMore {
        private Requirement trusting(String when) {
            var words = Vocabulary.ofMail();
            var notice =
                    new Notice(Expression.of(when, words), Stage.MAIL, "{trusted_domain}", known -> Optional.of("yes"));
            return new Requirement(Expression.ALWAYS, Answer.ASK, List.of(notice));
        }

        @Test
        void hearsOurMacroBesideThoseOfTheMailServer() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start()
                            .with("a", a, Managed.required(trusting("sender == \"sender@example.com\"")));
                    var mta = Dialogue.greeted(managed)) {
                mta.ask(Commands.macros('M', "i", "4Q"), Commands.mail("<sender@example.com>"));

                var macros = a.awaitVisit(1).received('D').getLast().toString();
                assertTrue(macros.contains("4Q") && macros.contains("{trusted_domain}"), macros);
            }
        }

        /** What is due with the greeting is told with the sender, where there was none. */
        @ParameterizedTest
        @CsvSource({"true, H", "false, M"})
        void hearsItAlsoFromAClientThatDoesNotGreet(boolean greets, String stage) throws Exception {
            var trusted = Expression.of("not tls", Vocabulary.ofMail());
            var notice = new Notice(trusted, Stage.HELO, "{plain}", known -> Optional.of("yes"));
            var requirement = new Requirement(Expression.ALWAYS, Answer.ASK, List.of(notice));
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.required(requirement));
                    var mta = Dialogue.negotiated(managed)) {
                mta.connect();
                if (greets) {
                    mta.ask(Commands.macros('H'), Commands.helo("client.example"));
                }
                mta.ask(Commands.macros('M', "i", "4Q"), Commands.mail("<sender@example.com>"));

                var told = a.awaitVisit(1).received('D').stream()
                        .map(Packet::toString)
                        .filter(macros -> macros.contains("{plain}"))
                        .toList();
                assertEquals(1, told.size(), told::toString);
                assertTrue(told.getFirst().startsWith("D " + stage), told::toString);
            }
        }

        @Test
        void knowsItStillWhenTheClientHasSaidSomethingUnknown() throws Exception {
            var known = new ArrayList<Boolean>();
            try (var managed = Managed.start()
                            .with("a", noting(known), Managed.required(trusting("sender == \"sender@example.com\"")));
                    var mta = Dialogue.greeted(managed)) {
                mta.mail();
                mta.ask(Commands.unknown("FOO"));
                mta.rcpt("rcpt");

                assertEquals(List.of(true), known);
            }
        }

        /** Notes of each recipient whether it has been told the macro. */
        private static Milter noting(List<Boolean> known) {
            return terms -> new Conversation() {
                @Override
                public Set<Stage> stages() {
                    return EnumSet.of(Stage.MAIL, Stage.RCPT, Stage.UNKNOWN);
                }

                @Override
                public Verdict on(Event event, Macros macros) {
                    if (event.stage() == Stage.RCPT) {
                        known.add(macros.get("trusted_domain").isPresent());
                    }
                    return Ruling.CONTINUE;
                }
            };
        }

        @Test
        void hearsNothingWhereItDoesNotHold() throws Exception {
            try (var a = ScriptedMilter.start(Rules.continuing());
                    var managed = Managed.start().with("a", a, Managed.required(trusting("sender == \"other\"")));
                    var mta = Dialogue.greeted(managed)) {
                mta.ask(Commands.macros('M', "i", "4Q"), Commands.mail("<sender@example.com>"));

                var macros = a.awaitVisit(1).received('D').getLast().toString();
                assertTrue(macros.contains("4Q") && !macros.contains("trusted"), macros);
            }
        }
    }

    @Test
    void aConcurrentOneIsDecidedOnTheMessageAsItArrived() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with(
                                "a",
                                a,
                                link -> Managed.when("header(\"Subject\") == \"hello\"")
                                        .apply(Managed.concurrent().apply(link)));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);

            assertEquals("OCHMRTLNBE", a.awaitVisit(1).events());
        }
    }
}
