package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.miltermanager.fixtures.host.NeedsImages;

/** The operator's guide, step by step as an administrator goes through it, each on what the one before left. */
@ExtendWith(BuiltPackages.class)
@NeedsImages("debian:trixie")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideIT {
    private static final String GREYLISTED = "451 4.7.1 Greylisting in action, please come back later";
    private static final String LOCAL_FILE = "/etc/milter-manager/milter-manager.local.toml";

    @AutoClose
    private static final GuideHost host = GuideHost.trixie();

    @BeforeAll
    static void boot() {
        host.boot();
    }

    private static void assertTaken(String reply) {
        assertTrue(reply.startsWith("250 2.0.0 Ok: queued as"), () -> reply + "\n" + host.log());
    }

    @Test
    @Order(1)
    void thePackageBringsUserUnitAndDirectories() {
        String said = host.install();

        assertTrue(said.contains("added user milter-manager to group clamav"), said);
        assertEquals("milter-manager", host.shell("id -un milter-manager"));
        assertEquals("enabled", host.shell("systemctl is-enabled milter-manager.service"));
        assertEquals("", host.shell("ls -d /etc/milter-manager /run/milter-manager > /dev/null"));
    }

    @Test
    @Order(3)
    void aFileThatStillSaysExampleMeansNotConfigured() {
        host.shell("sed -i '1i Example' /etc/clamav/clamav-milter.conf; systemctl reload milter-manager");

        String detected = host.shell("milter-manager detect | sed -n '/^clamav-milter/,/^[^ c]/p'");
        String status = host.shell("systemctl show -P StatusText milter-manager");
        host.shell("sed -i 1d /etc/clamav/clamav-milter.conf; systemctl reload milter-manager");

        assertTrue(detected.contains("enabled     no"), detected);
        assertFalse(status.contains("clamav-milter"), status);
    }

    @Test
    @Order(4)
    void milterGreylistTakesTheMacroRulesOfTheGuide() {
        host.file("/root/rules", """
            sm_macro "trusted_domain" "{trusted_domain}" "yes"
            racl whitelist list "known"
            racl whitelist sm_macro "trusted_domain" spf pass
            racl greylist sm_macro "trusted_domain" not spf pass
            racl greylist default
            """);

        host.shell("cd /etc/milter-greylist; sed -i '/^racl/d' greylist.conf; cat /root/rules >> greylist.conf;"
                + " systemctl restart milter-greylist; sleep 1");

        assertEquals("active", host.shell("systemctl is-active milter-greylist"));
    }

    @Test
    @Order(5)
    void aSocketThatCannotBeOpenedIsToldWithTheCommandThatHelps() {
        host.shell("gpasswd -d milter-manager greylist");

        String said = host.run("milter-manager check").output();

        assertTrue(said.contains("/run/milter-greylist"), said);
        assertTrue(said.contains("usermod -a -G greylist milter-manager"), said);
        host.shell("usermod -a -G greylist milter-manager; systemctl restart milter-manager; milter-manager check");
    }

    @Test
    @Order(6)
    void theConfigurationTellsEachMilterAndWhereItsValuesComeFrom() {
        String shown = host.shell("/usr/sbin/milter-manager -u milter-manager -g milter-manager --show-config");

        assertTrue(shown.contains("# detected: /etc/clamav/clamav-milter.conf:"), shown);
        for (String line : new String[] {
            "when = [\"Sendmail Compatible\", \"Stress Notify\", \"Trust\", \"Remote Network\", \"S25R\","
                    + " \"Unauthenticated\"]",
            "connect = \"unix:/run/milter-greylist/milter-greylist.sock\"",
            "connect = \"unix:/var/run/clamav/clamav-milter.ctl\"",
            "connect = \"unix:/var/spool/postfix/spamass/spamass.sock\"",
            "connect = \"unix:/run/opendkim/opendkim.sock\"",
            "# command line (-u)\nuser = \"milter-manager\""
        }) {
            assertTrue(shown.contains(line), () -> line + "\n" + shown);
        }
    }

    @Test
    @Order(7)
    void aLocalFileWinsAndTheRestStaysDetected() {
        host.file(LOCAL_FILE, "[[milter]]\nname = \"spamass-milter\"\non-failure = \"accept\"\n");

        String shown = host.shell("milter-manager --show-config | sed -n '/name = \"spamass-milter\"/,$p'");

        assertTrue(shown.contains("# " + LOCAL_FILE + ":3\non-failure = \"accept\""), shown);
        assertTrue(shown.contains("\nconnect = \"unix:/var/spool/postfix/spamass/spamass.sock\""), shown);
    }

    @Test
    @Order(8)
    void theServiceIsReadyWhenItListens() {
        host.shell("systemctl stop milter-manager; systemctl enable --now milter-manager");

        assertEquals("active", host.shell("systemctl is-active milter-manager"));
        assertEquals("1", host.shell("ss --listening --unix | grep -c /run/milter-manager/milter-manager.sock"));
        int searched = Integer.parseInt(host.shell(
                "sed -n 's/.* looked for milters for \\([0-9]*\\) ms, found: 4$/\\1/p' /var/log/mail.log | tail -n 1"));
        System.out.printf(
                "mail host: from start to READY %s ms, looking for milters of it %d ms%n",
                host.shell("eval $(systemctl show milter-manager -p ActiveEnterTimestampMonotonic -p"
                        + " InactiveExitTimestampMonotonic); echo $(((ActiveEnterTimestampMonotonic -"
                        + " InactiveExitTimestampMonotonic) / 1000))"),
                searched);
        assertTrue(searched < 2_000, "0.1 s where nothing else is at work: " + searched);
    }

    @Test
    @Order(9)
    void theTestServerTellsWhatTheMiltersSay() {
        String said =
                host.shell("setpriv --reuid=milter-manager --regid=milter-manager --init-groups milter-test-server -s "
                        + GuideHost.SOCKET + " --connect-address inet:50443@" + GuideHost.KNOWN);
        var nobody = host.run("milter-test-server -s unix:/run/nobody.sock");

        assertTrue(said.matches("status: accept\nelapsed-time: \\d+\\.\\d+ seconds"), said);
        assertTrue(nobody.error()
                .startsWith("Failed to connect to unix:/run/nobody.sock: /run/nobody.sock does not exist"));
    }

    @Test
    @Order(10)
    void verboseOnStandardOutputAndEndedByCtrlC() {
        host.shell("echo 'OPTION_ARGS=\"--verbose --no-daemon\"' >> /etc/default/milter-manager; systemctl restart"
                + " milter-manager");
        host.shell("milter-test-server -s " + GuideHost.SOCKET);
        String journal = host.shell("journalctl -u milter-manager -b --no-pager | tail -n 60");
        host.shell("sed -i '$d' /etc/default/milter-manager; systemctl restart milter-manager");
        var ended = host.run("timeout -s INT 4 milter-manager -s unix:/tmp/mm.sock -u root --verbose --no-daemon");

        assertTrue(journal.contains("[statistics] [session][end]"), journal);
        assertTrue(ended.output().contains("/tmp/mm.sock"), ended.output() + ended.error());
        assertEquals("0", host.shell("ls /tmp/mm.sock 2>&- | wc -l"));
    }

    @Test
    @Order(11)
    void mailFlowsThroughAllMiltersWithOneLineInMainCf() {
        host.shell("postconf -e milter_protocol=6 milter_default_action=tempfail smtpd_milters=" + GuideHost.SOCKET
                + " 'milter_mail_macros={auth_author} {auth_type} {auth_authen}'; systemctl reload postfix; sleep 1");

        assertTaken(host.send(GuideHost.KNOWN, "hello"));

        String mail = host.take("INBOX");
        for (String header :
                new String[] {"DKIM-Signature: v=1", "X-Greylist: ", "X-Virus-Status: Clean", "X-Spam-Status: No"}) {
            assertTrue(mail.contains("\n" + header), () -> header + "\n" + mail);
        }
    }

    @Test
    @Order(12)
    void postfixMayConnectChrootedOrNotAfterEveryRestart() {
        host.shell(
                "systemctl restart milter-manager; postconf -F smtp/inet/chroot=y; systemctl restart postfix; sleep 1");
        String chrooted = host.send(GuideHost.KNOWN, "from a chroot");
        host.shell("postconf -e smtpd_milters=unix:/run/milter-manager/milter-manager.sock; systemctl reload postfix;"
                + " sleep 1");
        String chrootedByTheOtherName = host.send(GuideHost.KNOWN, "from a chroot again");
        host.shell("postconf -F smtp/inet/chroot=n; postconf -e smtpd_milters=" + GuideHost.SOCKET
                + "; systemctl restart postfix milter-manager.socket milter-manager; sleep 1");
        String not = host.send(GuideHost.KNOWN, "from none");

        assertTaken(chrooted);
        assertTaken(chrootedByTheOtherName);
        assertTaken(not);
        assertEquals("postfix 660", host.shell("stat -c '%G %a' /run/milter-manager/milter-manager.sock"));
        assertEquals("0", host.shell("grep -c 'milter-manager.sock: Permission denied' /var/log/mail.log || true"));
        host.forgetMail();
    }

    /** The second step, now that mail flows: reject from 15 points, tag below, touch neither subject nor body. */
    @Test
    @Order(13)
    void theDecisionsOfTheMiltersStayAsTheyAre() {
        assertEquals("550 5.7.1 Blocked by SpamAssassin", host.send(GuideHost.KNOWN, "MAILHOST-SCORES-FIFTEEN"));
        assertTaken(host.send(GuideHost.KNOWN, "MAILHOST-SCORES-FOURTEEN"));

        String tagged = host.take("Junk");
        assertTrue(tagged.contains("\nSubject: a mail\n") && tagged.contains("\nX-Spam-Flag: YES\n"), tagged);
    }

    /** The fourth step, now that mail flows. SPF of both senders passes. */
    @Test
    @Order(13)
    void onlyHomeConnectionsAreGreylistedAndTrustedSendersNotEvenThere() {
        host.shell("printf 'server:\\n"
                + " local-data: \"%s. TXT v=spf1\\\\032+all\"\\n"
                + " local-data: \"%s. TXT v=spf1\\\\032+all\"\\n"
                + "' trusted.example other.example > /etc/unbound/unbound.conf.d/senders.conf; systemctl restart"
                + " unbound; printf '[trust]\\n"
                + "domains = [\"trusted.example\"]\\n"
                + "' > /etc/milter-manager/conf.d/trust.toml; systemctl reload milter-manager");

        String proper = host.send("198.51.100.31", GuideHost.PROPER, "bob@other.example", "hello");
        String ofProper = host.take("INBOX");
        String home = host.send("198.51.100.32", GuideHost.HOME, "bob@other.example", "hello");
        String trusted = host.send("198.51.100.33", GuideHost.HOME, "bob@trusted.example", "hello");
        String ofTrusted = host.take("INBOX");

        assertTaken(proper);
        assertFalse(ofProper.contains("X-Greylist: "), ofProper);
        assertEquals(GREYLISTED, home);
        assertTaken(trusted);
        assertTrue(ofTrusted.contains("X-Greylist: "), ofTrusted);
    }

    @Test
    @Order(14)
    void aMilterThatIsDisabledIsOutFromTheNextSessionOn() {
        String running =
                host.sendAround("192.0.2.77", "systemctl disable milter-greylist && systemctl reload milter-manager");
        host.shell("systemctl stop milter-greylist");
        String next = host.send("192.0.2.78", "hello");

        assertEquals("451", running);
        assertTaken(next);
        assertEquals(GuideHost.SOCKET, host.shell("postconf -h smtpd_milters"));
        host.forgetMail();
    }

    @Test
    @Order(15)
    void aMilterThatIsEnabledAgainIsBackIn() {
        host.shell("systemctl enable --now milter-greylist; sleep 1; systemctl reload milter-manager");

        assertEquals(GREYLISTED, host.send("198.51.100.9", "hello"));
    }

    @Test
    @Order(16)
    void theMailLogHasALineForEachMessage() {
        host.send(GuideHost.KNOWN, "hello");

        String line = host.shell("sleep 1; grep ' milter-manager\\[' /var/log/mail.log | grep ' session=' | tail -n 1");
        assertTrue(line.contains("milters=\"milter-greylist=pass/"), line);
        assertTrue(line.contains(" verdict=pass "), line);
    }

    @Test
    @Order(17)
    void theAnalyzerDrawsGraphsFromTheMailLogWithTheEnvironmentOfCron() {
        host.shell(
                "job=$(sed -n 's|^ *\\*/5 \\* \\* \\* \\* root ||p' /usr/share/doc/milter-manager/operators-guide.md);"
                        + " env -i HOME=/root LOGNAME=root SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c \"$job\"");

        for (String period : new String[] {"day", "week", "month", "year"}) {
            String graph = host.shell("cat /var/www/html/milter-manager/all-verdicts-" + period + ".svg");
            assertTrue(graph.contains(">reject</text>") && graph.contains(">pass</text>"), graph);
            assertTrue(host.shell("ls /var/www/html/milter-manager")
                    .contains("milter-spamass-milter-verdicts-" + period + ".svg"));
        }
    }

    @Test
    @Order(18)
    void whatSelinuxNeedsIsDocumented() {
        assertTrue(host.shell("cat /usr/share/doc/milter-manager/selinux.md").contains("ausearch"));
    }
}
