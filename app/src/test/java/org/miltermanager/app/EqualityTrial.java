package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Collectors;
import org.miltermanager.fixtures.equality.Bench;
import org.miltermanager.fixtures.equality.Difference;
import org.miltermanager.fixtures.equality.EqualityRun;
import org.miltermanager.fixtures.equality.Server;
import org.miltermanager.fixtures.equality.Wiring;

/** Random sessions through a mail server twice; {@code -Dequality.first=N -Dequality.sessions=N} plays other seeds. */
final class EqualityTrial {
    private static final int LANES = 4;

    private EqualityTrial() {}

    /** @param sessions how many where nothing else is asked for */
    static EqualityRun expectNoDifference(Server server, Wiring reference, Wiring managed, long sessions)
            throws IOException, InterruptedException {
        try (var bench = Bench.start(server, reference, managed, LANES)) {
            EqualityRun run = EqualityRun.play(
                    bench, Long.getLong("equality.first", 1), Long.getLong("equality.sessions", sessions));

            System.out.println(run);
            assertTrue(run.relayed() > 0, run::toString);
            assertEquals(
                    "",
                    run.differences().stream().limit(5).map(Difference::report).collect(Collectors.joining("\n\n")));
            return run;
        }
    }
}
