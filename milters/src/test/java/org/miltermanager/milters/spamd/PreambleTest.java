package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Connect.Family;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
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
        envelope.add(new RcptTo("<alice@example.org>", List.of()), Macros.NONE);
        macros.define(Stage.CONNECT, List.of(new Macro("j", "mx.example.org"), new Macro("v", "Postfix 3.10.5")));
        macros.define(Stage.RCPT, List.of(new Macro("i", "ABC123")));
    }

    private String text(Connect client) {
        return text(client, "helo.example.net");
    }

    private String text(Connect client, String helo) {
        return new Preamble(client, helo, envelope, macros).text(NOW);
    }

    private static Connect inet(String hostname) {
        return new Connect(hostname, Family.INET, 4711, "192.0.2.7");
    }

    @Test
    void tellsTheEnvelopeAndWhatTheMailServerWillWrite() {
        envelope.add(new RcptTo("<carol@example.org>", List.of()), Macros.NONE);

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

        assertTrue(text(inet("client\r\nX: y")).contains(" (client??X:?y [192.0.2.7])\r\n"));
        assertTrue(text(inet("client")).contains(" id A??X-Spam: no\r\n"));
    }

    @Test
    void nameOfAGreetingCannotPassForTheRestOfReceived() {
        String text = text(inet("client.example.net"), "x (x [127.0.0.1]) by <a>\\\"b\";c@d,e\twith ESMTPSA id 1");

        String name = "x??x??127.0.0.1???by??a???b??c?d?e?with?ESMTPSA?id?1";
        assertTrue(text.contains("\nReceived: from " + name + " (client.example.net [192.0.2.7])\r\n"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "[192.0.2.1], [192.0.2.1]",
        "[IPv6:2001:db8::1], [IPv6:2001:db8::1]",
        "[192.0.2.1, ?192.0.2.1",
        "[192.0.2.1] [127.0.0.1], ?192.0.2.1???127.0.0.1?",
        "[client.example.net], ?client.example.net?"
    })
    void greetingMayBeAnAddressLiteral(String helo, String told) {
        String text = text(inet("client.example.net"), helo);

        assertTrue(text.contains("\nReceived: from " + told + " (client"), text);
    }

    @Test
    void senderCannotPassForTheRestOfReceived() {
        envelope.begin(new MailFrom("<\"a) with ESMTPSA id (\\\"@example.net>", List.of()));

        String text = text(inet("client.example.net"));

        assertTrue(text.startsWith("X-Envelope-From: <\"a) with ESMTPSA id (\\\"@example.net>\r\n"), text);
        assertTrue(text.contains("\t(envelope-from <?a??with?ESMTPSA?id????@example.net>);\r\n"), text);
    }

    @Test
    void nameOfAClientCannotPassForAnotherAddress() {
        String text = text(inet("a [127.0.0.1]) (b"));

        assertTrue(text.contains(" (a??127.0.0.1????b [192.0.2.7])\r\n"), text);
    }

    /** Sendmail shows names that do not lead back to their client. */
    @ParameterizedTest
    @CsvSource({
        "_, client.example.net [192.0.2.7] (may be forged), client.example.net [192.0.2.7] (may be forged)",
        "{client_resolve}, FORGED, client.example.net [192.0.2.7] (may be forged)",
        "{client_resolve}, TEMP, client.example.net [192.0.2.7] (may be forged)",
        "{client_resolve}, OK, client.example.net [192.0.2.7]",
        "_, client.example.net [192.0.2.7], client.example.net [192.0.2.7]"
    })
    void nameThatMayBeForgedIsToldAsSuch(String macro, String value, String told) {
        macros.define(Stage.HELO, List.of(new Macro(macro, value)));

        String text = text(inet("client.example.net"));

        assertTrue(text.contains(" (" + told + ")\r\n"), text);
    }

    @Test
    void clientWhoseNameCannotBeFoundIsUnknown() {
        macros.define(Stage.HELO, List.of(new Macro("{client_resolve}", "FAIL")));

        assertTrue(text(inet("[192.0.2.7]")).contains(" (unknown [192.0.2.7])\r\n"));
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
