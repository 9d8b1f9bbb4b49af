package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.MailServer;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.MilterFacts;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** A milter that is asked because of what those before it in the list made of the message. */
class EarlierMiltersTest {
    private static final Packet SUBJECT = Commands.header("Subject", " hello");
    private static final Vocabulary WORDS = MilterFacts.addTo(Vocabulary.ofMail(), List.of("a"));

    /** Everything but SMFIF_CHGBODY. */
    private static final Rules NO_BODY = Rules.continuing().negotiating(6, 0x1fd, 0);

    private static final Rules FINDING = NO_BODY.on('E', Replies.addHeader("X-Spam", "yes"), Replies.CONTINUE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "c | milter.verdict(\"a\") == \"continue\"",
                "a | milter.verdict(\"a\") == \"accept\"",
                "r | milter.verdict(\"a\") == \"none\" and milter.edits(\"a\") == 0",
                "e | milter.verdict(\"a\") == \"failed\"",
                "h | milter.edits(\"a\") == 1 and added.header(\"X-Spam\") == \"yes\"",
                "h | added.headers(\"x-spam\") in [\"yes\"] and header(\"X-Spam\") == \"yes\"",
                "b | milter.edits(\"a\") == 2",
                "c | added.header(\"Subject\") == \"\""
            })
    void knowsWhatThoseBeforeItMadeOfTheMessage(char kind, String condition) throws Exception {
        var first = Rules.continuing();
        first = switch (kind) {
            case 'a' -> first.on('R', Replies.ACCEPT);
            case 'e' -> first.on('E', Replies.CONNECTION_FAILED);
            case 'h' -> first.on('E', Replies.addHeader("X-Spam", "yes"), Replies.CONTINUE);
            case 'b' -> first.on('E', Replies.replaceBody("new"), Replies.addRecipient("<b@x>"), Replies.ACCEPT);
            default -> first;
        };
        try (var a = ScriptedMilter.start(first);
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, kind == 'r' ? Managed.when("client.port == 25") : passing())
                        .with("b", b, Managed.when(condition, WORDS));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);

            assertTrue(b.awaitVisit(1).events().endsWith("BE"));
        }
    }

    private static UnaryOperator<LinkSettings> passing() {
        return Managed.onFailure(FailurePolicy.ACCEPT);
    }

    @Test
    void isToldWhatAnotherThatOnlyWatchesWouldHaveDone() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, Managed.evaluated())
                        .with("b", b, Managed.when("milter.verdict(\"a\") == \"reject\"", WORDS));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);

            assertEquals("OCHMRTLNBE", b.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @EnumSource(MailServer.class)
    void canTellWhatTheyWroteFromWhatTheMessageBroughtAlong(MailServer server) throws Exception {
        var arrived = new ArrayList<Header>();
        try (var a = ScriptedMilter.start(FINDING);
                var managed = Managed.start()
                        .where(usual -> usual.behind(server))
                        .with("a", a)
                        .with("b", atTheEnd(message -> arrived.addAll(message.arrived())), link -> link);
                var mta = Dialogue.greeted(managed)) {
            assertEquals("h X-Spam |  yes, c", mta.message(SUBJECT, Commands.header("X-Spam", " no")));

            assertEquals(List.of(new Header("Subject", " hello"), new Header("X-Spam", " no")), arrived);
        }
    }

    private static Milter atTheEnd(Consumer<Message> look) {
        return terms -> new Conversation() {
            @Override
            public Set<Stage> stages() {
                return Set.of();
            }

            @Override
            public Set<ActionFlag> actions() {
                return Set.of();
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                return Ruling.CONTINUE;
            }

            @Override
            public Outcome endOfMessage(Message message, Macros macros) {
                look.accept(message);
                return Outcome.of(Ruling.CONTINUE);
            }
        };
    }

    @Test
    void forgetsWhatTheyMadeOfTheMessageBefore() throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().onNth('E', 1, Replies.ACCEPT));
                var b = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a)
                        .with("b", b, Managed.when("milter.verdict(\"a\") == \"accept\"", WORDS));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);
            mta.abort();
            mta.message(SUBJECT);

            assertEquals(1, b.awaitVisit(1).received('E').size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "milter.verdict(\"a\") == \"continue\"",
                "not (milter.edits(\"a\") == 0)",
                "added.header(\"X-Spam\") == \"yes\"",
                "header(\"X-Spam\") == \"yes\""
            })
    void isAskedInItsTurnThoughItIsConcurrent(String condition) throws Exception {
        try (var a = ScriptedMilter.start(FINDING);
                var b = ScriptedMilter.start(NO_BODY.on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", b, concurrent(condition));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("r", mta.message(SUBJECT));
        }
    }

    /** One that may replace the body is asked in its turn, and so is its condition. */
    @ParameterizedTest
    @CsvSource({"header(\"X-Spam\") == \"yes\", true", "not (header(\"X-Spam\") == \"yes\"), false"})
    void isDecidedInItsTurnWhereItCannotBeConcurrent(String condition, boolean asked) throws Exception {
        try (var a = ScriptedMilter.start(FINDING);
                var b = ScriptedMilter.start(Rules.continuing().on('E', Replies.REJECT));
                var managed = Managed.start().with("a", a).with("b", b, concurrent(condition));
                var mta = Dialogue.greeted(managed)) {
            assertEquals(asked ? "r" : "h X-Spam |  yes, c", mta.message(SUBJECT));
            mta.abort();
            assertEquals(asked ? "r" : "h X-Spam |  yes, c", mta.message(SUBJECT));

            assertEquals(
                    List.of("decided b at END_OF_MESSAGE: " + (asked ? "ASK" : "SKIP")),
                    managed.heard.stream()
                            .filter(line -> line.startsWith("decided b"))
                            .distinct()
                            .toList());
        }
    }

    @Test
    void isToldInItsTurnWhatDependsOnThemThoughItIsConcurrent() throws Exception {
        var when = Expression.of("milter.edits(\"a\") == 1", WORDS);
        var notice = new Notice(when, Stage.END_OF_MESSAGE, "{edited}", known -> Optional.of("yes"));
        var requirement = new Requirement(Expression.ALWAYS, Answer.ASK, List.of(notice));
        try (var a = ScriptedMilter.start(FINDING);
                var b = ScriptedMilter.start(NO_BODY);
                var managed = Managed.start()
                        .with("a", a)
                        .with(
                                "b",
                                b,
                                link -> Managed.required(requirement)
                                        .apply(Managed.concurrent().apply(link)));
                var mta = Dialogue.greeted(managed)) {
            mta.message(SUBJECT);

            assertTrue(b.awaitVisit(1).received('D').getLast().toString().contains("{edited}"));
        }
    }

    private static UnaryOperator<LinkSettings> concurrent(String condition) {
        return link -> Managed.when(condition, WORDS).apply(Managed.concurrent().apply(link));
    }
}
