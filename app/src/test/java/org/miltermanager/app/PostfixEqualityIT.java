package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.equality.EqualityRun;
import org.miltermanager.fixtures.equality.Server;
import org.miltermanager.fixtures.equality.Wiring;
import org.miltermanager.fixtures.mta.NeedsPostfix;

/**
 * The manager in front of milters equals Postfix with the same milters in smtpd_milters: what the client is told, what is
 * delivered, what is held, what each milter sees.
 */
@NeedsPostfix
class PostfixEqualityIT {
    @Test
    void theManagerEqualsThePostfixThatAsksItsMiltersItself() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindPostfix()) {
            EqualityRun run = EqualityTrial.expectNoDifference(Server.POSTFIX, Wiring.direct("direct"), managed, 500);

            assertTrue(run.held() > 0, run::toString);
        }
    }

    /** non_smtpd_milters. */
    @Test
    void alsoWithMailThatDoesNotComeBySmtp() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindPostfix()) {
            EqualityRun run = EqualityTrial.expectNoDifference(
                    Server.POSTFIX_WITHOUT_SMTP, Wiring.direct("direct"), managed, 100);

            assertTrue(run.held() > 0, run::toString);
        }
    }

    /** on-failure is milter_default_action. */
    @Test
    void alsoWhereAMilterFails() throws IOException, InterruptedException {
        try (var managed = EqualityWiring.behindPostfix()) {
            EqualityRun run = EqualityTrial.expectNoDifference(
                    Server.POSTFIX_WITH_FAILURES, Wiring.direct("direct"), managed, 100);

            assertTrue(run.counts().containsKey("< z"), run::toString);
        }
    }
}
