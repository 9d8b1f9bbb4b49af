package org.miltermanager.app;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.fixtures.equality.Server;
import org.miltermanager.fixtures.equality.Wiring;
import org.miltermanager.fixtures.mta.NeedsPostfix;

/**
 * Conditions change who is asked, and nothing else: milters whose conditions hold are asked as without, and without those whose
 * conditions do not hold the manager equals a Postfix that has never heard of them.
 */
@NeedsPostfix
class ConditionEqualityIT {
    private static Requirement when(String expression) {
        return new Requirement(Expression.of(expression, Vocabulary.ofMail()), Answer.TEMPFAIL);
    }

    @Test
    void aConditionThatHoldsForEveryClientChangesNothing() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindPostfix(place -> when("client.port >= 0"))) {
            EqualityTrial.expectNoDifference(Server.POSTFIX, Wiring.direct("direct"), managed, 200);
        }
    }

    @Test
    void milterWhoseConditionNeverHoldsIsAsIfItWereNotInTheList() throws IOException, InterruptedException {
        try (var managed =
                EqualityWiring.behindPostfix(place -> place % 2 == 0 ? Requirement.NONE : when("client.port < 0"))) {
            EqualityTrial.expectNoDifference(Server.POSTFIX, new EveryOther(), managed, 200);
        }
    }

    /** Postfix with the first, third, fifth ... of the milters. */
    private static final class EveryOther implements Wiring {
        private final Wiring direct = Wiring.direct("direct");

        @Override
        public String name() {
            return "every other";
        }

        @Override
        public List<String> smtpdMilters(List<String> children, String onFailure) throws IOException {
            return direct.smtpdMilters(
                    IntStream.range(0, children.size())
                            .filter(place -> place % 2 == 0)
                            .mapToObj(children::get)
                            .toList(),
                    onFailure);
        }

        @Override
        public void close() {
            direct.close();
        }
    }
}
