package org.miltermanager.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Stage;

/** A recipient has many spellings, of which a client takes the one that no condition knows. */
class RecipientSpellingTest {
    private static Mail to(String server, String typed) {
        return Mail.connected()
                .told(Stage.CONNECT, "v", server)
                .sender("<>")
                .told(Stage.RCPT, "{rcpt_addr}", "alice@ours.example", "{rcpt_mailer}", "local")
                .recipient(typed, "NOTIFY=NEVER")
                .data();
    }

    /** All of these Postfix delivers to the same mailbox (measured on 3.7). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<alice@ours.example.>",
                "<\"alice\"@ours.example>",
                "<ours.example!alice>",
                "<alice%ours.example@ours.example>",
                "<alice@ours.example(x)>"
            })
    void itIsWhomPostfixTakesItFor(String typed) {
        Mail mail = to("Postfix 3.7.11", typed);

        assertEquals(Truth.TRUE, mail.says("recipient == \"alice@ours.example\""));
        assertEquals(Truth.TRUE, mail.says("recipient.domain == \"ours.example\""));
        assertEquals(Truth.TRUE, mail.says("recipients in [\"alice@ours.example\"]"));
        assertEquals(Truth.TRUE, mail.says("recipient.parameter(\"NOTIFY\") == \"NEVER\""));
    }

    /** Sendmail tells what has become of an address behind its aliases. */
    @Test
    void behindSendmailItIsWhatTheClientTyped() {
        Mail mail = to("8.17.1/8.17.1", "<info@ours.example.>");

        assertEquals(Truth.TRUE, mail.says("recipient == \"info@ours.example\""));
    }

    @Test
    void aDomainMayEndInADot() {
        Mail mail = Mail.connected().sender("<@relay:bob@bad.example.>");

        assertEquals(Truth.TRUE, mail.says("sender == \"bob@bad.example\" and sender.domain == \"bad.example\""));
    }
}
