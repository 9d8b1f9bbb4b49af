package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.host.NeedsImages;

/**
 * On a site's mail host milter-greylist is asked under milter manager's conditions for it, which nobody has configured; what it was asked
 * stands in its own log.
 */
@NeedsImages("debian:trixie")
class ConditionsOnMailHostIT {
    private static final String ACCEPTED = "250 2.0.0 Ok: queued as QUEUE-ID";
    private static final String HOME = "dhcp-1-2-3-4.example.net";

    @AutoClose
    private static final MailHost host = new MailHost();

    @BeforeAll
    static void boot() {
        host.boot();
        host.put("/etc/milter-greylist/greylist.conf", """
            pidfile "/run/milter-greylist.pid"
            socket "/run/milter-greylist/milter-greylist.sock" 660
            dumpfile "/var/lib/milter-greylist/greylist.db" 600
            user "greylist"
            quiet
            sm_macro "trusted_domain" "{trusted_domain}" "yes"
            racl whitelist sm_macro "trusted_domain"
            racl greylist default delay 1h
            """);
        host.restart("milter-greylist");
        host.put("/etc/unbound/unbound.conf.d/trusted.conf", """
            server:
              local-data: 'trusted.example. TXT "v=spf1 ip4:198.51.100.24 -all"'
            """);
        host.restart("unbound");
        host.put("/etc/milter-manager/milter-manager.toml", """
            [socket]
            mode = "0660"
            group = "postfix"
            [trust]
            domains = ["trusted.example"]
            proof = ["spf"]
            [stress]
            sessions = 4
            """);
        host.startManager();
    }

    private static String verdict(String address, String name, String sender, String... options) {
        var all = new ArrayList<>(List.of(
                "--xclient-addr", address, "--xclient-name", name, "--helo", "client.example", "--from", sender));
        all.addAll(List.of(options));
        return host.send(all.toArray(String[]::new)).verdict();
    }

    /** What milter-greylist has logged of a client. */
    private static List<String> greylistLogged(String address) {
        return host.logged("milter-greylist").stream()
                .filter(line -> line.contains(address))
                .toList();
    }

    @Test
    void aClientThatLooksLikeAHomeConnectionIsGreylisted() {
        String verdict = verdict("198.51.100.21", HOME, "bob@example.net");

        assertTrue(verdict.startsWith("451 4.7.1 "), () -> verdict + host.log());
        assertTrue(!greylistLogged("198.51.100.21").isEmpty(), host::log);
    }

    @Test
    void aProperHostIsNot() {
        assertEquals(ACCEPTED, verdict("198.51.100.22", "mail.example.net", "bob@example.net"), host::log);

        assertEquals(List.of(), greylistLogged("198.51.100.22"));
    }

    @Test
    void anAuthenticatedUserIsNot() {
        assertEquals(
                ACCEPTED, verdict("198.51.100.23", HOME, "bob@example.net", "--xclient-login", "alice"), host::log);

        assertEquals(List.of(), greylistLogged("198.51.100.23"));
    }

    @Test
    void aTrustedSenderThatPassesSpfIsLetInByTheMilterBecauseTheMacroReachedIt() {
        assertEquals(ACCEPTED, verdict("198.51.100.24", HOME, "bob@trusted.example"), host::log);

        List<String> logged = greylistLogged("198.51.100.24");
        assertTrue(logged.stream().noneMatch(line -> line.contains("delayed")), logged::toString);
    }

    @Test
    void somebodyElseWhoSaysToBeATrustedSenderIsGreylisted() {
        String verdict = verdict("198.51.100.25", HOME, "bob@trusted.example");

        assertTrue(verdict.startsWith("451 4.7.1 "), () -> verdict + host.log());
        assertTrue(greylistLogged("198.51.100.25").stream().anyMatch(line -> line.contains("delayed")), host::log);
    }

    /** What SpamAssassin has logged of a mail from a proper host. */
    private static List<String> spamdLogged(String id) {
        host.send(
                "--xclient-addr",
                "198.51.100.26",
                "--xclient-name",
                "mail.example.net",
                "--from",
                "bob@example.net",
                "--header",
                "Message-Id: <" + id + "@example.net>");
        return host.logged("spamd").stream()
                .filter(line -> line.contains("processing message <" + id))
                .toList();
    }

    @Test
    void theSpamFilterIsAskedWithoutStressAndNotUnderStress() {
        assertEquals(1, spamdLogged("calm").size(), host::log);

        try (var _ = host.silentSessions(4)) {
            assertEquals(List.of(), spamdLogged("stressed"), host::log);
        }

        assertEquals(1, spamdLogged("relaxed").size(), host::log);
    }
}
