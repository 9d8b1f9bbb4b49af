package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.app.MailHost.Way;
import org.miltermanager.fixtures.host.NeedsImages;

/**
 * clamd and spamd of the mail host in trouble: the client gets what the failure policies say (to wait while clamd fails, a refusal while
 * spamd does) within the deadline, and when the trouble is over mail passes.
 */
@NeedsImages("debian:trixie")
class ScannersInTroubleIT {
    private static final String ACCEPTED = "250 2.0.0 Ok: queued as QUEUE-ID";
    private static final String LATER = "451 4.7.1 Service unavailable - try again later";
    private static final String REFUSED = "550 5.5.0 Service unavailable";
    private static final String CLIENT = "203.0.113.10";

    /** Deadline and what else a mail takes on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** More than has room on a disk of {@value #TINY}. */
    private static final String LONG = "A line that takes room.\n".repeat(10_000);

    private static final String TINY = "64k";

    private static final String AWAIT_BOTH = """
        timeout 60 python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.connect("/run/clamav/clamd.ctl")
        s.send(b"zPING\\0"); s.recv(5)'
        timeout 60 sh -c 'until printf "PING SPAMC/1.5\\r\\n\\r\\n" | timeout 5 python3 -c "
        import socket, sys; s = socket.create_connection((\\"127.0.0.1\\", 783))
        s.send(sys.stdin.buffer.read()); s.recv(5)"; do sleep 0.2; done'
        """;

    @AutoClose
    private static final MailHost host = new MailHost();

    /** What happens to one of the two, how it ends, what a client is told meanwhile, and the log. */
    enum Trouble {
        CLAMD_STOPPED(
                stop("clamav-daemon.socket clamav-daemon"),
                start("clamav-daemon.socket clamav-daemon"),
                LATER,
                "unix:/run/clamav/clamd.ctl: "),
        SPAMD_STOPPED(stop("spamd"), start("spamd"), REFUSED, "Connection refused"),
        CLAMD_HUNG(signal("STOP", "clamav-daemon"), signal("CONT", "clamav-daemon"), LATER, " within 5000 ms"),
        SPAMD_HUNG(signal("STOP", "spamd"), signal("CONT", "spamd"), REFUSED, " within 5000 ms"),
        CLAMD_SLOW(signal("STOP", "clamav-daemon") + later(signal("CONT", "clamav-daemon")), "", ACCEPTED, ""),
        SPAMD_SLOW(signal("STOP", "spamd") + later(signal("CONT", "spamd")), "", ACCEPTED, ""),
        /** Its socket is systemd's: who waits there is served by the next one. */
        CLAMD_RESTARTED(
                signal("STOP", "clamav-daemon")
                        + later(signal("KILL", "clamav-daemon") + start("clamav-daemon.socket clamav-daemon")),
                "",
                ACCEPTED,
                ""),
        /** Its socket is its own: who waits there is not. */
        SPAMD_RESTARTED(signal("STOP", "spamd") + later(signal("KILL", "spamd")), "", REFUSED, "inet:783@127.0.0.1: "),
        CLAMD_OUT_OF_DISK(fill("clamav-daemon"), empty("clamav-daemon"), LATER, "clamd could not scan: "),
        /** It keeps messages in memory. */
        SPAMD_OUT_OF_DISK(fill("spamd"), empty("spamd"), ACCEPTED, "");

        private final String begin;
        private final String end;
        private final String verdict;
        private final String reason;

        Trouble(String begin, String end, String verdict, String reason) {
            this.begin = begin;
            this.end = end;
            this.verdict = verdict;
            this.reason = reason;
        }

        private static String stop(String units) {
            return "systemctl stop " + units + "\n";
        }

        private static String start(String units) {
            return "systemctl start " + units + "\n";
        }

        private static String signal(String name, String service) {
            return "systemctl kill --signal=" + name + " " + service + "\n";
        }

        /** When the mail is there, and before its deadline is over. */
        private static String later(String commands) {
            return "setsid sh -c 'sleep 1.5\n" + commands + "' >/dev/null 2>&1 &\n";
        }

        private static String fill(String service) {
            return """
                mkdir -p /run/systemd/system/%1$s.service.d
                printf '[Service]\\nPrivateTmp=no\\nTemporaryFileSystem=/tmp:size=%2$s,mode=1777\\n' \\
                    > /run/systemd/system/%1$s.service.d/tiny.conf
                systemctl daemon-reload
                systemctl restart %1$s
                """.formatted(service, TINY) + AWAIT_BOTH;
        }

        private static String empty(String service) {
            return """
                rm /run/systemd/system/%1$s.service.d/tiny.conf
                systemctl daemon-reload
                systemctl restart %1$s
                """.formatted(service);
        }
    }

    @BeforeAll
    static void boot() {
        host.boot();
        host.put("/etc/milter-manager/milter-manager.toml", """
            [socket]
            mode = "0660"
            group = "postfix"
            [detect]
            enabled = false
            [[milter]]
            name = "virus"
            use = "clamd"
            deadlines.transfer = "5s"
            failure-lasts = "message"
            [[milter]]
            name = "spam"
            use = "spamd"
            on-failure = "reject"
            deadlines.transfer = "5s"
            failure-lasts = "message"
            """);
        host.startManager();
    }

    @ParameterizedTest
    @EnumSource
    void costsWhatThePolicySaysAndNoMore(Trouble trouble) {
        String mail = host.file("long.eml", Mails.plain(LONG));
        host.shell(trouble.begin);
        long begin = System.nanoTime();
        String meanwhile = host.send(Way.BEHIND_THE_MANAGER, CLIENT, mail).verdict();
        var took = Duration.ofNanos(System.nanoTime() - begin);
        String log = host.log();
        host.shell(trouble.end + AWAIT_BOTH);
        String afterwards = host.send(Way.BEHIND_THE_MANAGER, CLIENT, mail).verdict();

        assertEquals(trouble.verdict, meanwhile, log);
        assertTrue(log.contains(trouble.reason), log);
        assertTrue(took.compareTo(LONGEST) < 0, took::toString);
        assertEquals(ACCEPTED, afterwards, host::log);
    }
}
