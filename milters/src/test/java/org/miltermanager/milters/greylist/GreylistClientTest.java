package org.miltermanager.milters.greylist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

/** Sendmail does not tell {client_resolve} by default (cfhead.m4), but "_", which says "(may be forged)". */
class GreylistClientTest {
    @Test
    void aNameThatSendmailSaysMayBeForgedIsNotVerified() {
        var macros = new SessionMacros();
        macros.define(
                Stage.CONNECT,
                List.of(
                        new Macro("j", "mx.example.org"),
                        new Macro("_", "mail-x.google.com [192.0.2.7] (may be forged)"),
                        new Macro("{daemon_name}", "MTA")));
        var connect = new Connect("mail-x.google.com", Connect.Family.INET, 4711, "192.0.2.7");

        assertEquals(
                Optional.empty(),
                GreylistClient.of(connect, macros).orElseThrow().hostname());
    }
}
