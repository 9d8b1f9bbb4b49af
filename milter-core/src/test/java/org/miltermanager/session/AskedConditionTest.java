package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.wire.Stage;

/** A condition that somebody else decides, such as a name server. */
class AskedConditionTest {
    private static final Packet SUBJECT = Commands.header("Subject", " hello");

    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    private Vocabulary asking(Stage from, Duration deadline) {
        return Vocabulary.ofMail()
                .with(new Fact<>("listed", Type.BOOLEAN, from, new Fact.Source.Asked<>(known -> answer, deadline)));
    }

    @Test
    void isWaitedForWhenTheSenderIsKnown() throws Exception {
        var words = asking(Stage.CONNECT, Duration.ofSeconds(20));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when("listed", words));
                var mta = Dialogue.greeted(managed)) {
            assertEquals(List.of(), a.visits());

            answer.complete(true);
            mta.message(SUBJECT);

            assertEquals("OCHMRTLNBE", a.awaitVisit(1).events());
        }
    }

    @ParameterizedTest
    @CsvSource({"ASK, OCHM, c", "SKIP, , c", "TEMPFAIL, , t"})
    void becomesOfTheMailWhatIsConfiguredWhereNobodyAnswers(Answer unknown, String events, String told)
            throws Exception {
        var expression = Expression.of("listed", asking(Stage.CONNECT, Duration.ofMillis(50)));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.required(new Requirement(expression, unknown)));
                var mta = Dialogue.greeted(managed)) {
            assertEquals(told, mta.mail());

            assertEquals(events == null, a.visits().isEmpty());
            assertTrue(answer.isCancelled());
        }
    }

    /** Or the mail server would answer for all milters, for the rest of the session. */
    @Test
    void isWaitedForNoLongerThanTheMailServerWaits() throws Exception {
        var words = asking(Stage.CONNECT, Duration.ofMinutes(5));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start()
                        .with("a", a, Managed.when("listed", words))
                        .where(all -> answering(all, Duration.ofMillis(300)));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("t", mta.mail());
        }
    }

    private static ChainSettings answering(ChainSettings all, Duration commandTime) {
        return new ChainSettings(
                all.front(),
                Optional.of(commandTime),
                all.messageTime(),
                all.messages(),
                all.rejectLocalRecipientsLater(),
                all.threads());
    }

    @Test
    void aQuestionThatFailsIsNoAnswer() throws Exception {
        answer.completeExceptionally(new IllegalStateException("no name server"));
        var words = asking(Stage.MAIL, Duration.ofSeconds(20));
        try (var a = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("a", a, Managed.when("listed", words));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.mail());

            assertEquals("t", mta.rcpt("a"));
        }
    }
}
