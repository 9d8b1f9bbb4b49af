package org.miltermanager.app;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String HAM = "/usr/share/doc/spamassassin/examples/sample-nonspam.txt";
    private static final String CLIENT = "203.0.113.10"; // milter-greylist, which Postfix lists as well, knows it
    /** Each has the same program in it, packed in its own way. */
    private static final String TEST_FILES = "/usr/share/clamav-testfiles";

    private static final String TEST_FILE = "550 5.7.1 Infected by ClamAV-Test-File.UNOFFICIAL";

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
            [[milter]]
            name = "spam"
            use = "spamd"
            reject-from = 15
            reject-message = "550 5.7.1 Blocked by SpamAssassin"
            """);
        host.startManager();
    }

    private static String verdict(Way way, String mail) {
        return host.send(way, CLIENT, host.file("mail.eml", mail)).verdict();
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
    void eicarBehindALongTextIsRefused(Way way) {
        assertEquals(INFECTED, verdict(way, Mails.attachedToALongText(Mails.zipped(Mails.EICAR))), host::log);
    }

    @ParameterizedTest
    @EnumSource
    void eicarInAMessageInAMessageIsRefused(Way way) {
        assertEquals(INFECTED, verdict(way, Mails.nested(Mails.attached(Mails.zipped(Mails.EICAR)))), host::log);
    }

    /** One is packed so often that, attached to a mail, it is deeper in it than clamd looks (MaxRecursion). */
    @ParameterizedTest
    @EnumSource
    void clamavsTestFilesAreRefused(Way way) {
        List<String> files = host.files(TEST_FILES);
        Map<String, List<String>> byVerdict = files.stream()
                .collect(groupingBy(file -> host.sendAttached(way, CLIENT, file).verdict()));

        assertEquals(List.of(TEST_FILES + "/clam_cache_emax.tgz"), byVerdict.remove(ACCEPTED), host::log);
        assertEquals(Set.of(TEST_FILE), byVerdict.keySet());
        assertEquals(44, files.size());
        host.takeDelivered("INBOX");
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
        var listed = new Delivered(host.takeDelivered("INBOX"));
        host.send(Way.BEHIND_THE_MANAGER, CLIENT, HAM);
        var inside = new Delivered(host.takeDelivered("INBOX"));

        assertEquals(List.of("X-Virus-Status: Clean"), inside.headers("X-Virus-Status"));
        assertEquals(
                List.of("X-Virus-Scanned: clamd by milter-manager at mx.example.org"),
                inside.headers("X-Virus-Scanned"));
        String marks = "X-Virus-Status|X-Spam-(?:Flag|Level|Status)";
        assertEquals(listed.headers(marks), inside.headers(marks));
    }

    @Test
    void spamIsDeliveredWithTheSameMarks() {
        String spam = Mails.forged(Mails.plain("MAILHOST-SCORES-FOURTEEN"));
        verdict(Way.LISTED_BY_POSTFIX, spam);
        var listed = new Delivered(host.takeDelivered("Junk"));
        verdict(Way.BEHIND_THE_MANAGER, spam);
        var inside = new Delivered(host.takeDelivered("Junk"));

        String marks = "X-Virus-Status|X-Spam-(?:Flag|Level|Status)";
        assertEquals(listed.headers(marks), inside.headers(marks));
        assertEquals(List.of("X-Spam-Flag: YES"), inside.headers("X-Spam-Flag"));
        assertEquals(List.of(), inside.headers("X-Spam-Forged"));
    }
}
