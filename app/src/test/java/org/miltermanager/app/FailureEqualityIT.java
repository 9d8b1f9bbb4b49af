package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.equality.Bench;
import org.miltermanager.fixtures.equality.Difference;
import org.miltermanager.fixtures.equality.EqualityRun;
import org.miltermanager.fixtures.equality.Server;
import org.miltermanager.fixtures.equality.Wiring;
import org.miltermanager.fixtures.mta.NeedsPostfix;

/** The same as {@link PostfixEqualityIT} where a milter fails: on-failure is milter_default_action. */
@NeedsPostfix
class FailureEqualityIT {
    private static final int LANES = 4;

    @Test
    void theManagerEqualsThePostfixThatAsksItsMiltersItself() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindPostfix();
                var bench = Bench.start(Server.POSTFIX_WITH_FAILURES, Wiring.direct("direct"), managed, LANES)) {

            EqualityRun run =
                    EqualityRun.play(bench, Long.getLong("equality.first", 1), Long.getLong("equality.sessions", 100));

            System.out.println(run);
            assertTrue(run.relayed() > 0 && run.counts().containsKey("< z"), run::toString);
            assertEquals(
                    "",
                    run.differences().stream().limit(5).map(Difference::report).collect(Collectors.joining("\n\n")));
        }
    }
}
