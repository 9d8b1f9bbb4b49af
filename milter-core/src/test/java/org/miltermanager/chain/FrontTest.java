package org.miltermanager.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/** How long the negotiation may take, at which nobody has said yet who is in front. */
final class FrontTest {
    private static final Duration POSTFIX = Duration.ofSeconds(25);
    private static final Duration SENDMAIL = Duration.ofSeconds(9);

    @Test
    void unknown_it_is_given_the_time_of_sendmail() {
        assertEquals(SENDMAIL, Front.of(Optional.empty()).negotiationTime());
    }

    @Test
    void recognised_it_is_given_its_own_time_from_the_next_session_on() {
        var front = Front.of(Optional.empty());
        assertEquals(MailServer.POSTFIX, front.recognise(told("v", "Postfix 3.10.5")));
        assertEquals(POSTFIX, front.negotiationTime());
    }

    @Test
    void where_both_come_the_less_patient_one_counts() {
        var front = Front.of(Optional.empty());
        front.recognise(told("v", "Postfix 3.10.5"));
        assertEquals(MailServer.SENDMAIL, front.recognise(told("{if_name}", "mx.example.org")));
        front.recognise(told("v", "Postfix 3.10.5"));
        assertEquals(SENDMAIL, front.negotiationTime());
    }

    @Test
    void configured_it_is_what_was_configured() {
        var front = Front.of(Optional.of(MailServer.POSTFIX));
        assertEquals(MailServer.POSTFIX, front.recognise(told("{if_name}", "mx.example.org")));
        assertEquals(POSTFIX, front.negotiationTime());
    }

    private static Macros told(String name, String value) {
        return stage -> stage == Stage.CONNECT ? Optional.of(List.of(new Macro(name, value))) : Optional.empty();
    }
}
