package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.miltermanager.fixtures.host.NeedsImages;

/** What differs for the operator's guide on Debian 12: its Postfix is in a chroot, and two of its three milters are SysV scripts. */
@ExtendWith(BuiltPackages.class)
@NeedsImages("debian:bookworm")
class GuideOnBookwormIT {
    @AutoClose
    private static final GuideHost host = GuideHost.bookworm();

    @BeforeAll
    static void goThroughTheGuide() {
        host.boot();
        host.install();
        host.shell("postconf -e milter_protocol=6 milter_default_action=tempfail" + " smtpd_milters=" + GuideHost.SOCKET
                + "; systemctl reload postfix; sleep 1");
    }

    private static void assertTaken(String reply) {
        assertTrue(reply.startsWith("250 2.0.0 Ok: queued as"), () -> reply + "\n" + host.log());
    }

    /** The log's line about the last mail. */
    private static String logged() {
        return host.shell("sleep 1; grep ' milter-manager\\[' /var/log/mail.log | grep ' session=' | tail -n 1");
    }

    @Test
    void allMiltersAreFoundAndAsked() {
        assertTaken(host.send(GuideHost.KNOWN, "hello"));

        String mail = host.take("INBOX");
        String line = logged();
        assertTrue(mail.contains("\nX-Virus-Status: Clean") && mail.contains("\nX-Spam-Status: No"), mail);
        assertTrue(line.matches(".* milters=\"clamav-milter=\\S+ spamass-milter=\\S+ opendkim=\\S+\" .*"), line);
    }

    @Test
    void postfixIsInAChroot() {
        assertEquals("smtp/inet/chroot = y", host.shell("postconf -F smtp/inet/chroot"));
    }

    @Test
    void theSuggestionPutsTheManagerInPlaceOfAListAlsoOfAMilterThatNothingElseKnows() {
        host.shell("systemd-run --quiet --unit=stranger milter-test-client -s inet:11999@127.0.0.1; postconf -e"
                + " 'smtpd_milters = inet:127.0.0.1:11999, unix:/run/clamav/clamav-milter.ctl, " + GuideHost.SOCKET
                + "'; systemctl reload postfix milter-manager");

        String suggested = host.shell("milter-manager detect --suggest | tee /root/suggestion");
        host.shell("grep '^[a-z]' /root/suggestion | while read -r line; do postconf -e \"$line\"; done; sed -n"
                + " 's/^#\\([^ ].*\\)/\\1/p' /root/suggestion > /etc/milter-manager/conf.d/suggested.toml; systemctl"
                + " reload postfix milter-manager; sleep 2");
        assertTaken(host.send(GuideHost.KNOWN, "past a milter that only main.cf named"));
        String seen = host.shell("journalctl --unit=stranger --output=cat | grep -c ^envelope-from: || true");
        String listed = host.shell("postconf -h smtpd_milters");
        host.shell(
                "rm /etc/milter-manager/conf.d/suggested.toml; systemctl stop stranger; postconf -X non_smtpd_milters;"
                        + " postconf -e smtpd_milters=" + GuideHost.SOCKET
                        + "; systemctl reload postfix milter-manager; sleep 2");

        assertEquals("unix:/run/milter-manager/milter-manager.sock", listed);
        assertEquals("1", seen, suggested);
        assertTrue(host.take("INBOX").contains("\nX-Virus-Status: Clean"), suggested);
    }

    @Test
    void aMilterThatIsDisabledIsOutFromTheNextSessionOn() {
        String running = host.sendAround(
                "203.0.113.8", "systemctl disable spamass-milter; systemctl reload milter-manager; sleep 2");
        String ofRunning = logged();
        assertTaken(host.send(GuideHost.KNOWN, "begun after"));
        String ofNext = logged();
        host.shell("systemctl enable spamass-milter; systemctl reload milter-manager; sleep 2; rm -f"
                + " /home/alice/Maildir/new/*");

        assertEquals("250", running);
        assertTrue(ofRunning.contains("spamass-milter="), ofRunning);
        assertTrue(ofNext.contains("clamav-milter=") && !ofNext.contains("spamass-milter="), ofNext);
    }
}
