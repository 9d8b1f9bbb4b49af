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
import org.miltermanager.fixtures.mta.NeedsSendmail;

/**
 * Behind a real Sendmail: one to three milters asked by it, and the same asked by the chain, make no difference. That the
 * comparison itself finds none between Sendmail and Sendmail is proved beside it, in {@code SendmailHarnessIT}.
 */
@NeedsSendmail
class SendmailEqualityIT {
    private static final int LANES = 4;

    @Test
    void theChainDoesWhatSendmailDoesWithTheSameMilters() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindSendmail();
                var bench = Bench.start(Server.SENDMAIL, Wiring.direct("direct"), managed, LANES)) {

            EqualityRun run =
                    EqualityRun.play(bench, Long.getLong("equality.first", 1), Long.getLong("equality.sessions", 100));

            System.out.println(run);
            assertTrue(run.relayed() > 0 && run.held() > 0, run::toString);
            assertEquals(
                    "",
                    run.differences().stream().limit(5).map(Difference::report).collect(Collectors.joining("\n\n")));
        }
    }
}
