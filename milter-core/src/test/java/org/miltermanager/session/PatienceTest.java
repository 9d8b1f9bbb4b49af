package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MailServer;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** How long the mail server waits, and who has how much of that time. */
class PatienceTest {
    @ParameterizedTest
    @ValueSource(chars = {'M', 'R', 'E'})
    @Tag("case-110")
    void endsItsPatienceWithAMilterThatIsAlwaysBusy(char code) throws Exception {
        try (var a = ScriptedMilter.start(Rules.continuing().on(code, Misdeed.alwaysBusy(Duration.ofMillis(20))));
                var managed = Managed.start()
                        .where(within(Duration.ofMillis(900)))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertTrue(managed.awaitHeard("a failed at ").contains("no "), managed.heard::toString);
            a.awaitVisit(1).awaitEnd();
        }
    }

    @Test
    @Tag("case-111")
    @Tag("case-112")
    void sharesTheTimeThatTheMailServerWaitsAmongTheMilters() throws Exception {
        var hanging = Rules.continuing().on('R', Misdeed.hang());
        try (var a = ScriptedMilter.start(hanging);
                var b = ScriptedMilter.start(hanging);
                var managed = Managed.start()
                        .where(within(Duration.ofSeconds(2)))
                        .with("a", a, Managed.onFailure(FailurePolicy.ACCEPT))
                        .with("b", b, Managed.onFailure(FailurePolicy.ACCEPT));
                var mta = Dialogue.greeted(managed)) {
            mta.mail();
            long start = System.nanoTime();

            assertEquals("c", mta.rcpt("rcpt"));

            var took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() >= 1_900 && took.toMillis() < 4_000, took::toString);
            assertTrue(managed.awaitHeard("b failed at RCPT").contains("no reply"));
        }
    }

    /** One whose condition does not hold, one that answers from what it is told, one that has accepted the message. */
    @Test
    @Tag("case-111")
    void keepsNoTimeForMiltersThatTakeNone() throws Exception {
        try (var slow = ScriptedMilter.start(
                        Rules.continuing().on('R', Misdeed.late(Duration.ofMillis(700), Replies.CONTINUE)));
                var done = ScriptedMilter.start(Rules.continuing().on('M', Replies.ACCEPT));
                var other = ScriptedMilter.start(Rules.continuing());
                var managed = Managed.start().with("slow", slow).where(within(Duration.ofSeconds(1)))) {
            for (int i = 0; i < 5; i++) {
                managed.with("rule" + i, new AtOnce(), Managed.when("recipient == \"other@example.com\""))
                        .with("done" + i, done)
                        .with("other" + i, other, Managed.when("client.address == \"198.51.100.1\""));
            }
            try (var mta = Dialogue.greeted(managed)) {
                mta.mail();

                assertEquals("c", mta.rcpt("rcpt"), managed.heard::toString);
            }
        }
    }

    /** Sendmail gives up after five minutes ({@code E:5m}), whatever it hears, and then may let the message pass. */
    @ParameterizedTest
    @CsvSource({"POSTFIX, 540", "SENDMAIL, 270"})
    @Tag("case-110")
    void judgesAMessageWhileTheMailServerWaits(MailServer server, int seconds) throws Exception {
        var patience = new CompletableFuture<Duration>();
        try (var managed = Managed.start()
                        .with("a", terms -> asking(terms, patience), link -> link)
                        .where(all -> all.behind(server));
                var mta = Dialogue.greeted(managed)) {
            assertEquals("c", mta.message());

            assertEquals(seconds, patience.join().plusSeconds(1).toSeconds());
        }
    }

    private static Conversation asking(Terms terms, CompletableFuture<Duration> patience) {
        return new Conversation() {
            @Override
            public Set<Stage> stages() {
                return Set.of();
            }

            @Override
            public Verdict on(Event event, Macros macros) {
                return Ruling.CONTINUE;
            }

            @Override
            public Outcome endOfMessage(Message message, Macros macros) {
                patience.complete(terms.patience().limit(Duration.ofHours(1)));
                return Outcome.of(Ruling.CONTINUE);
            }
        };
    }

    private static final class AtOnce implements Milter {
        @Override
        public Conversation begin(Terms terms) {
            throw new MilterFailure("not asked");
        }

        @Override
        public boolean answersAtOnce() {
            return true;
        }
    }

    private static UnaryOperator<ChainSettings> within(Duration time) {
        return all -> new ChainSettings(
                all.front(), Optional.of(time), Optional.of(time), all.messages(), true, all.threads());
    }
}
