package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.host.NeedsImages;

/** What becomes of mail that is under way while the daemon or a milter ends, by order or not. All four milters are asked about all of it. */
@ExtendWith(BuiltPackages.class)
@NeedsImages("debian:trixie")
class LoadIT {
    private static final int MESSAGES = 2_000;
    private static final int SESSIONS = 20;
    private static final String ALL = "milter-manager milter-greylist clamav-milter spamass-milter opendkim";

    /**
     * Clients that come again after a temporary failure, as mail servers do; and meanwhile each of some daemons is killed, three seconds
     * after the one before is back. It is back when a mail is taken that was begun after its death, since none is taken without it; where
     * that takes half a minute, or the mails do not last until then, nobody goes on. The first line tells how many mails were taken, what
     * else but temporary failures there was, and who was not back within five seconds; the second the times.
     */
    private static final String CLIENTS = """
        import smtplib, subprocess, sys, threading, time
        todo, sessions, names = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
        lock = threading.Lock(); accepted = []; temporary = 0; others = []; back = {}
        def send(number):
            try:
                with smtplib.SMTP("127.0.0.1", 25, timeout=60) as smtp:
                    smtp.sendmail("bob@example.net", "alice@example.org", f"Subject: load {number}\\r\\n\\r\\nline\\r\\n")
                return 250
            except smtplib.SMTPRecipientsRefused as refused:
                return list(refused.recipients.values())[0][0]
            except smtplib.SMTPResponseException as refused:
                return refused.smtp_code
            except (smtplib.SMTPException, OSError) as failure:
                return repr(failure)
        def client():
            global todo, temporary
            while True:
                with lock:
                    if todo <= 0: return
                    number = todo; todo -= 1
                while todo >= 0:
                    began = time.monotonic()
                    code = send(number)
                    with lock:
                        if code == 250: accepted.append((began, time.monotonic())); break
                        if not isinstance(code, int) or not 400 <= code < 500: others.append(code); break
                        temporary += 1
                    time.sleep(0.1)
        def kill():
            global todo
            for name in names:
                time.sleep(3)
                killed = time.monotonic()
                subprocess.run(["pkill", "-KILL", "-x", name[:15]], check=True)
                while name not in back and todo > 0 and time.monotonic() < killed + 30:
                    time.sleep(0.02)
                    with lock: since = [taken for began, taken in accepted if began > killed]
                    if since: back[name] = min(since) - killed
                if name not in back: todo = -1; return
        start = time.monotonic()
        threads = [threading.Thread(target=client) for _ in range(sessions)] + [threading.Thread(target=kill)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        times = [start] + sorted(taken for _, taken in accepted)
        longest = max(b - a for a, b in zip(times, times[1:]))
        late = [name for name in names if name not in back or back[name] > 5] + ["all"] * (longest > 5)
        print(len(accepted), others, late)
        print(f"{times[-1] - start:.0f} s, {temporary} came again, {longest:.1f} s without any; back after",
            {name: round(seconds, 1) for name, seconds in back.items()})
        """;

    /** What an administrator does who follows the remarks on milters that nobody starts again. */
    private static final String FOLLOW_THE_REMARKS = """
        import json, subprocess
        found = json.loads(subprocess.check_output(["milter-manager", "detect", "--json"]))
        for name, remark in [(milter["name"], remark) for milter in found["milters"] for remark in milter["remarks"]]:
            assert remark["remedy"] == f"systemctl edit {name}, with these lines; then systemctl restart {name}", remark
            subprocess.run(["systemctl", "edit", "--stdin", name], input="\\n".join(remark["lines"]), text=True, check=True)
            subprocess.run(["systemctl", "restart", name], check=True)
            print(name)
        """;

    @AutoClose
    private static final GuideHost host = GuideHost.trixie();

    @BeforeAll
    static void boot() {
        host.boot();
        host.install();
        giveSpamAssassinOneRule();
        host.file("/root/clients.py", CLIENTS);
        host.file("/root/follow.py", FOLLOW_THE_REMARKS);
        // That all clients are local is no reason not to ask these.
        host.file("/etc/milter-manager/milter-manager.local.toml", """
            [[milter]]
            name = "spamass-milter"
            when = []
            [[milter]]
            name = "milter-greylist"
            when = []
            """);
        host.shell("postconf -e milter_protocol=6 milter_default_action=tempfail smtpd_milters=" + GuideHost.SOCKET
                + " smtpd_client_connection_count_limit=0;"
                + " systemctl reload postfix milter-manager");
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

    private static void assertAllDeliveredAndSeenByTheLastMilter() {
        assertEquals(MESSAGES, host.delivered(), host::log);
        assertEquals(MESSAGES, host.deliveredWith("X-Spam-Checker-Version"), "none slips through unseen");
    }

    /** With a pause in between, since systemd refuses more than five starts within ten seconds; a reload takes its time anyway. */
    @ParameterizedTest
    @CsvSource({"restart, 1.5", "reload, 0.2"})
    void neitherTenRestartsNorTenReloadsLoseOrRefuseAMessage(String order, String pause) {
        var sent = host.run("smtp-source -s " + SESSIONS + " -m " + MESSAGES
                + " -f bob@example.net -t alice@example.org 127.0.0.1:25 & load=$!;"
                + " for i in $(seq 10); do sleep " + pause + "; systemctl " + order
                + " milter-manager && kill -0 $load && echo "
                + order + "; done; wait $load");

        assertEquals(0, sent.exitCode(), () -> sent.error() + host.log());
        assertEquals((order + "\n").repeat(10), sent.output(), "and mails were sent until the last");
        assertAllDeliveredAndSeenByTheLastMilter();
    }

    @Test
    void whoeverIsKilledNothingIsLostAndAllIsWellByItselfWithinFiveSeconds() {
        String remarked = host.shell("python3 /root/follow.py");

        String told = host.shell("python3 /root/clients.py " + MESSAGES + " " + SESSIONS + " " + ALL);

        System.out.println("mail host: " + MESSAGES + " mails while all are killed: " + told);
        assertEquals("clamav-milter\nspamass-milter", remarked);
        assertEquals(MESSAGES + " [] []", told.lines().findFirst().orElse(""), () -> told + host.log());
        assertAllDeliveredAndSeenByTheLastMilter();
        assertEquals(
                MESSAGES + "", host.shell("grep -h '^Subject: load ' /home/alice/Maildir/new/* | sort -u | wc -l"));
        assertEquals(
                "1 1 1 1 1", host.shell("echo $(systemctl show -P NRestarts " + ALL + ")"), "started again by systemd");
        assertEquals("", host.shell("python3 /root/follow.py"), "and nothing is left to remark on");
    }
}
