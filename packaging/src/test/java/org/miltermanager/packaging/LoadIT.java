package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.host.NeedsImages;

/** What becomes of mail that is under way while the daemon or a milter ends, by order or not. */
@ExtendWith(BuiltPackages.class)
@NeedsImages("debian:trixie")
class LoadIT {
    private static final int MESSAGES = 2_000;

    /**
     * Twenty clients that try again after a temporary failure, as mail servers do. They tell how many mails were taken, what else
     * happened, and whether never more seconds than the second argument passed without one.
     */
    private static final String CLIENTS = """
        import smtplib, sys, threading, time
        todo = int(sys.argv[1]); lock = threading.Lock(); accepted = []; temporary = 0; others = []
        def client():
            global todo, temporary
            while True:
                with lock:
                    if todo == 0: return
                    todo -= 1
                while True:
                    try:
                        with smtplib.SMTP("127.0.0.1", 25, timeout=60) as smtp:
                            smtp.sendmail("bob@example.net", "alice@example.org", "Subject: load\\r\\n\\r\\nline\\r\\n")
                        with lock: accepted.append(time.monotonic())
                        break
                    except smtplib.SMTPRecipientsRefused as refused:
                        code = list(refused.recipients.values())[0][0]
                    except smtplib.SMTPResponseException as refused:
                        code = refused.smtp_code
                    except (smtplib.SMTPException, OSError) as failure:
                        code = repr(failure)
                    with lock:
                        if isinstance(code, int) and 400 <= code < 500: temporary += 1
                        else: others.append(code); break
                    time.sleep(0.1)
        start = time.monotonic()
        threads = [threading.Thread(target=client) for _ in range(20)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        times = [start] + sorted(accepted)
        print(len(accepted), others, max(b - a for a, b in zip(times, times[1:])) < int(sys.argv[2]))
        """;

    @AutoClose
    private static final GuideHost host = GuideHost.trixie();

    @BeforeAll
    static void boot() {
        host.boot();
        host.install();
        giveSpamAssassinOneRule();
        host.file("/root/clients.py", CLIENTS);
        host.shell("postconf -e milter_protocol=6 milter_default_action=tempfail smtpd_milters=" + GuideHost.SOCKET
                + " smtpd_client_connection_count_limit=0;"
                + " systemctl reload postfix");
    }

    /** Asks all milters but spamass-milter, which takes ten times as long as all others together, or that as well. */
    private static void ask(boolean spamassMilter) {
        // That all clients are local is no reason not to ask these.
        host.file("/etc/milter-manager/milter-manager.local.toml", """
            [[milter]]
            name = "spamass-milter"
            enabled = %s
            when = []
            [[milter]]
            name = "milter-greylist"
            when = []
            """.formatted(spamassMilter));
        host.shell("systemctl reload milter-manager");
    }

    /** With all of them it takes half a second for a message, and what it finds is not the point. */
    private static void giveSpamAssassinOneRule() {
        host.shell("mkdir -p /etc/spamassassin-load");
        host.file("/etc/spamassassin-load/load.pre", "loadplugin Mail::SpamAssassin::Plugin::Check\n");
        host.file("/etc/spamassassin-load/load.cf", """
            header   HAS_SUBJECT Subject =~ /./
            score    HAS_SUBJECT 0.1
            describe HAS_SUBJECT There is a subject
            """);
        host.shell(
                "sed -i 's|^OPTIONS=\"|&--configpath=/etc/spamassassin-load --siteconfigpath=/etc/spamassassin-load |'"
                        + " /etc/default/spamd; systemctl restart spamd");
    }

    @BeforeEach
    void empty() {
        host.delivered();
        host.forgetMail();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "reload"})
    void neitherARestartNorAReloadLosesOrRefusesAMessage(String order) {
        ask(false);

        var sent = host.run("(for i in $(seq 10); do sleep 2; systemctl " + order
                + " milter-manager; done) & smtp-source -s 20 -m " + MESSAGES
                + " -f bob@example.net -t alice@example.org 127.0.0.1:25; code=$?; wait; exit $code");

        assertEquals(0, sent.exitCode(), () -> sent.error() + host.log());
        assertEquals(MESSAGES, host.delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"milter-manager", "milter-greylist", "clamav-milter", "spamass-milter", "opendkim"})
    void whoeverIsKilledNothingIsLostAndAllIsWellWithinFiveSeconds(String killed) {
        ask(true);
        // Debian's units of milters do not start them again by themselves. The script of spamass-milter sleeps for six
        // seconds in between.
        int away = killed.equals("spamass-milter") ? 7 : 1;
        String again = killed.equals("milter-manager") ? "" : "; sleep 1; systemctl restart " + killed;
        String told = host.shell("(sleep 3; pkill -KILL -x " + killed.substring(0, Math.min(15, killed.length()))
                + again + ") & python3 /root/clients.py " + MESSAGES / 4 + " " + (away + 5) + "; wait");

        assertEquals(MESSAGES / 4 + " [] True", told, host::log);
        assertEquals(MESSAGES / 4, host.delivered());
        assertEquals(MESSAGES / 4, host.deliveredWith("X-Spam-Checker-Version"), "none slips through unseen");
    }
}
