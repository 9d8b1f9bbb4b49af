package org.miltermanager.app.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.Opinion;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Truth;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.milter.Message;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

/** The program's own words, each in the circumstances that it is about. */
class WordsTest {
    private static final Connect STRANGER = new Connect("mail.example.net", Connect.Family.INET, 1025, "198.51.100.1");

    @AutoClose
    private final Circumstances known = new Circumstances();

    private final SessionMacros macros = new SessionMacros();
    private int sessions;

    private Truth says(String expression, Vocabulary words) {
        var requirement = new Requirement(Expression.of(expression, words), Answer.ASK);
        return requirement.decide("a", known).orElseThrow().truth();
    }

    private Truth says(String expression) {
        return says(expression, words(new ConditionSettings.Stress(10, 0), List.of()));
    }

    private Vocabulary words(ConditionSettings.Stress stress, List<ConditionSettings.Trust.Proof> proof) {
        var dns = new ResolverSettings(List.of(), Duration.ofMillis(1), 1, Duration.ofMillis(1), 1);
        var settings = new ConditionSettings(
                new ConditionSettings.S25r(true, true, List.of(), Optional.empty(), List.of(), Optional.empty()),
                new ConditionSettings.Networks(
                        List.of(Network.parse("203.0.113.0/24").orElseThrow()), List.of(), false),
                new ConditionSettings.Trust(true, List.of("trusted.example"), Optional.empty(), proof),
                stress,
                dns,
                new ConditionSettings.BlockLists(List.of(), 1, Duration.ofMillis(1)),
                Duration.ofMillis(1),
                Map.of(),
                Map.of());
        return Words.of(settings, new Surroundings(() -> sessions, false, Resolver::new, remark -> {}));
    }

    private void arrives(Connect client, String sender) {
        known.happened(client, macros);
        known.happened(new Helo("client.example"), macros);
        known.happened(new MailFrom(sender, List.of()), macros);
        known.happened(new RcptTo("<b@example.com>", List.of()), macros);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 1025, <a@b.example>, '',    inbound",
        "203.0.113.1,  1025, <a@b.example>, '',    outbound",
        "10.0.0.1,     1025, <a@b.example>, '',    outbound",
        "198.51.100.1, 1025, <a@b.example>, alice, submission",
        "127.0.0.1,    0,    a@b.example,   '',    local",
        "127.0.0.1,    0,    <a@b.example>, '',    outbound"
    })
    void direction(String address, int port, String sender, String user, String direction) {
        if (!user.isEmpty()) {
            macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", user)));
        }

        arrives(new Connect("client.example", Connect.Family.INET, port, address), sender);

        assertEquals(Truth.TRUE, says("direction == \"" + direction + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "time >= 00:00 | TRUE",
                "time < 00:00  | FALSE",
                "time <= 23:59 | TRUE",
                "weekday in [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\","
                        + " \"sunday\"] | TRUE",
                "weekday == \"pancake day\" | FALSE"
            })
    void theClock(String expression, Truth truth) {
        arrives(STRANGER, "<a@b.example>");

        assertEquals(truth, says(expression));
    }

    @ParameterizedTest
    @CsvSource({
        "9,  10, 0,   FALSE",
        "10, 10, 0,   TRUE",
        "74, 0,  100, FALSE",
        "75, 0,  100, TRUE",
        "9,  10, 8,   FALSE",
        "99, 0,  0,   FALSE"
    })
    void stressIsFromANumberOfSessionsOnOrNearTheLimit(int now, int configured, int limit, Truth stress) {
        sessions = now;
        arrives(STRANGER, "<a@b.example>");

        Vocabulary words = words(new ConditionSettings.Stress(configured, limit), List.of());

        assertEquals(stress, says("stress", words));
        assertEquals(stress, says("not no-stress", words));
    }

    @Test
    void sessionsAreThoseOfNow() {
        sessions = 17;
        arrives(STRANGER, "<a@b.example>");

        assertEquals(Truth.TRUE, says("sessions == 17"));
    }

    @ParameterizedTest
    @CsvSource({
        "<a@trusted.example>, TRUE",
        "<a@Gmail.com>,       TRUE",
        "<a@other.example>,   FALSE",
        "<trusted.example>,   FALSE",
        "<>,                  FALSE"
    })
    void trustedAreListedDomainsAndMailServices(String sender, Truth truth) {
        arrives(STRANGER, sender);

        assertEquals(truth, says("trusted"));
    }

    @Nested
    class TrustThatWantsASignature {
        private final Vocabulary words =
                words(new ConditionSettings.Stress(0, 0), List.of(ConditionSettings.Trust.Proof.DKIM));

        private void isReported(String result) {
            known.presented(new Empty(), macros);
            known.judged();
            known.judged(
                    "opendkim",
                    new Opinion(
                            Opinion.Said.ACCEPT,
                            1,
                            List.of(new Header("Authentication-Results", " mx.example; " + result))));
        }

        @ParameterizedTest
        @CsvSource({
            "<a@trusted.example>,   dkim=pass header.d=trusted.example, TRUE",
            "<a@trusted.example>,   dkim=pass header.d=other.example,   FALSE",
            "<a@trusted.example>,   dkim=pass header.d=example,         FALSE",
            "<a@trusted.example>,   dkim=fail header.d=trusted.example, FALSE",
            "<a@other.example>,     dkim=pass header.d=other.example,   FALSE"
        })
        void holdsWhereAMilterHasFoundOneOfTheDomain(String sender, String result, Truth truth) {
            arrives(STRANGER, sender);

            isReported(result);

            assertEquals(truth, says("trusted", words));
        }

        @Test
        void isTakenFromNobodyElse() {
            arrives(STRANGER, "<a@trusted.example>");
            known.presented(new Empty(), macros);
            known.judged();

            assertEquals(Truth.FALSE, says("trusted", words));
        }

        @Test
        void isNotKnownOfAMailThatNobodyJudges() {
            arrives(STRANGER, "<a@trusted.example>");
            known.presented(new Empty(), macros);

            assertEquals(Truth.UNKNOWN, says("trusted", words));
        }
    }

    /** With a good signature's field that came with the mail. */
    private record Empty() implements Message {
        @Override
        public List<Header> headers() {
            return List.of(new Header("Authentication-Results", " mx.example; dkim=pass header.d=trusted.example"));
        }

        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    }
}
