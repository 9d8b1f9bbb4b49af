package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
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
    @Test
    void theChainDoesWhatSendmailDoesWithTheSameMilters() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindSendmail()) {
            EqualityRun run = EqualityTrial.expectNoDifference(Server.SENDMAIL, Wiring.direct("direct"), managed, 100);

            assertTrue(run.held() > 0, run::toString);
        }
    }
}
