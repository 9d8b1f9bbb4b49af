package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.app.MailHost.Way;
import org.miltermanager.fixtures.host.NeedsImages;

/**
 * The same clamd and the same spamd, asked by the milters inside and by clamav-milter and spamass-milter, which Postfix lists: the client is
 * told the same, and the headers that are delivered say the same.
 */
@NeedsImages("debian:trixie")
class ScannersOnMailHostIT {
    private static final String ACCEPTED = "250 2.0.0 Ok: queued as QUEUE-ID";
    private static final String INFECTED = "550 5.7.1 Infected by Eicar-Test-Signature.UNOFFICIAL";
    private static final String BLOCKED = "550 5.7.1 Blocked by SpamAssassin";
    private static final String LATER = "451 4.7.1 Service unavailable - try again later";
    private static final String HAM = "/usr/share/doc/spamassassin/examples/sample-nonspam.txt";
    private static final String CLIENT = "203.0.113.10"; // milter-greylist, which Postfix lists as well, knows it
    /** Returns when clamd answers. */
    private static final String START_CLAMD = """
        systemctl start clamav-daemon.socket clamav-daemon
        timeout 30 python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.connect("/run/clamav/clamd.ctl")
        s.send(b"zPING\\0"); s.recv(5)'
        """;

    @AutoClose
    private static final MailHost host = new MailHost();

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
            reject-message = "550 5.7.1 Infected by %v"
            deadlines.transfer = "2s"
            failure-lasts = "message"
            [[milter]]
            name = "spam"
            use = "spamd"
            reject-from = 15
            reject-message = "550 5.7.1 Blocked by SpamAssassin"
            failure-lasts = "message"
            """);
        host.startManager();
    }

    private static String verdict(Way way, String mail) {
        return host.send(way, CLIENT, host.file("mail.eml", mail)).verdict();
    }

    /** The headers of a delivered message that have one of these names, each on one line. */
    private static List<String> headers(String delivered, String names) {
        String head = delivered.substring(0, delivered.indexOf("\n\n"));
        return head.replaceAll("\n[ \t]+", " ")
                .lines()
                .filter(line -> line.matches("(?:" + names + "):.*"))
                .sorted()
                .toList();
    }

    @Test
    void checkTellsOfBothServers() {
        assertLinesMatch(
                List.of(
                        "ok      virus  runs inside, with unix:/run/clamav/clamd.ctl",
                        "        ClamAV 1\\..*",
                        "ok      spam  runs inside, with inet:783@127.0.0.1",
                        "        SPAMD/1\\.. 0 PONG",
                        ">> notes >>"),
                host.checked().lines().toList());
    }

    @ParameterizedTest
    @EnumSource
    void eicarIsRefused(Way way) {
        assertEquals(INFECTED, verdict(way, Mails.plain(Mails.EICAR)), host::log);
    }

    @ParameterizedTest
    @EnumSource
    void eicarInAZipIsRefused(Way way) {
        assertEquals(INFECTED, verdict(way, Mails.attached(Mails.zipped(Mails.EICAR))), host::log);
    }

    @ParameterizedTest
    @EnumSource
    void eicarInAMessageInAMessageIsRefused(Way way) {
        assertEquals(INFECTED, verdict(way, Mails.nested(Mails.attached(Mails.zipped(Mails.EICAR)))), host::log);
    }

    @ParameterizedTest
    @EnumSource
    void gtubeIsRefused(Way way) {
        assertEquals(BLOCKED, verdict(way, Mails.plain(Mails.GTUBE)), host::log);
    }

    @ParameterizedTest
    @EnumSource
    void fifteenPointsAreRefused(Way way) {
        assertEquals(BLOCKED, verdict(way, Mails.plain("MAILHOST-SCORES-FIFTEEN")), host::log);
    }

    @Test
    void hamIsDeliveredWithTheSameMarks() {
        host.send(Way.LISTED_BY_POSTFIX, CLIENT, HAM);
        String listed = host.takeDelivered("INBOX");
        host.send(Way.BEHIND_THE_MANAGER, CLIENT, HAM);
        String inside = host.takeDelivered("INBOX");

        assertEquals(List.of("X-Virus-Status: Clean"), headers(inside, "X-Virus-Status"));
        assertEquals(
                List.of("X-Virus-Scanned: clamd by milter-manager at mx.example.org"),
                headers(inside, "X-Virus-Scanned"));
        String marks = "X-Virus-Status|X-Spam-(?:Flag|Level|Status)";
        assertEquals(headers(listed, marks), headers(inside, marks));
    }

    @Test
    void spamIsDeliveredWithTheSameMarks() {
        String spam = Mails.forged(Mails.plain("MAILHOST-SCORES-FOURTEEN"));
        verdict(Way.LISTED_BY_POSTFIX, spam);
        String listed = host.takeDelivered("Junk");
        verdict(Way.BEHIND_THE_MANAGER, spam);
        String inside = host.takeDelivered("Junk");

        String marks = "X-Virus-Status|X-Spam-(?:Flag|Level|Status)";
        assertEquals(headers(listed, marks), headers(inside, marks));
        assertEquals(List.of("X-Spam-Flag: YES"), headers(inside, "X-Spam-Flag"));
        assertEquals(List.of(), headers(inside, "X-Spam-Forged"));
    }

    @Test
    void whileClamdIsStoppedMailWaitsAndAfterwardsItPasses() {
        host.shell("systemctl stop clamav-daemon.socket clamav-daemon");
        String stopped = verdict(Way.BEHIND_THE_MANAGER, Mails.plain("An ordinary line"));
        host.shell(START_CLAMD);
        String started = verdict(Way.BEHIND_THE_MANAGER, Mails.plain("An ordinary line"));

        assertEquals(LATER, stopped);
        assertEquals(ACCEPTED, started, host::log);
        host.takeDelivered("INBOX");
    }

    @Test
    void whileClamdHangsMailWaitsForItsDeadlineAndNoLonger() {
        host.shell("systemctl kill --signal=STOP clamav-daemon");
        long begin = System.nanoTime();
        String hung = verdict(Way.BEHIND_THE_MANAGER, Mails.plain("An ordinary line"));
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        host.shell("systemctl kill --signal=CONT clamav-daemon");

        assertEquals(LATER, hung);
        assertTrue(seconds < 15, () -> "after " + seconds + " s");
    }
}
