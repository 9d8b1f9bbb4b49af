package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Connect.Family;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

class PreambleTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 1, 7, 8, 9, 0, ZoneOffset.ofHours(1));

    private final Envelope envelope = new Envelope();
    private final SessionMacros macros = new SessionMacros();

    @BeforeEach
    void message() {
        envelope.begin(new MailFrom("<bob@example.net>", List.of()));
        envelope.add(new RcptTo("<alice@example.org>", List.of()));
        macros.define(Stage.CONNECT, List.of(new Macro("j", "mx.example.org"), new Macro("v", "Postfix 3.10.5")));
        macros.define(Stage.RCPT, List.of(new Macro("i", "ABC123")));
    }

    private String text(Connect client) {
        return new Preamble(client, "helo.example.net", envelope, macros).text(NOW);
    }

    private static Connect inet(String hostname) {
        return new Connect(hostname, Family.INET, 4711, "192.0.2.7");
    }

    @Test
    void tellsTheEnvelopeAndWhatTheMailServerWillWrite() {
        envelope.add(new RcptTo("<carol@example.org>", List.of()));

        assertEquals("""
            X-Envelope-From: <bob@example.net>
            X-Envelope-To: <alice@example.org>
            X-Envelope-To: <carol@example.org>
            Received: from helo.example.net (client.example.net [192.0.2.7])
            \tby mx.example.org (Postfix 3.10.5) with ESMTP id ABC123
            \t(envelope-from <bob@example.net>);
            \tSun, 1 Nov 2026 07:08:09 +0100
            """.replace("\n", "\r\n"), text(inet("client.example.net")));
    }

    @Test
    void clientWithoutANameIsUnknown() {
        assertTrue(text(inet("[192.0.2.7]")).contains(" (unknown [192.0.2.7])\r\n"));
    }

    @Test
    void clientThatAuthenticatedItselfIsToldByTheProtocol() {
        macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", "bob")));
        macros.define(Stage.HELO, List.of(new Macro("{tls_version}", "TLSv1.3")));

        assertTrue(text(inet("client.example.net")).contains(" with ESMTPSA id "));
    }

    @Test
    void nobodyCanAddALine() {
        macros.define(Stage.RCPT, List.of(new Macro("i", "A\r\nX-Spam: no")));

        assertTrue(text(inet("client\r\nX: y")).contains(" (client??X: y [192.0.2.7])\r\n"));
        assertTrue(text(inet("client")).contains(" id A??X-Spam: no\r\n"));
    }

    @Test
    void mailServerThatToldNothingIsNoTrouble() {
        assertEquals("""
            X-Envelope-From:\s
            Received: from unknown (unknown)
            \tby localhost (milter-manager) with ESMTP id unknown
            \t(envelope-from );
            \tSun, 1 Nov 2026 07:08:09 +0100
            """.replace("\n", "\r\n"), new Preamble(null, "", new Envelope(), new SessionMacros()).text(NOW));
    }
}
