package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.app.MailHost.Way;
import org.miltermanager.fixtures.host.NeedsImages;

/**
 * A site's whole mail host, every mail sent both ways: past the milters that Postfix lists, and past the same milters behind
 * the manager. What holds for the one holds for the other.
 */
@NeedsImages("debian:trixie")
class MailHostIT {
    /** A ham that nobody here wrote; it comes with SpamAssassin. */
    private static final String HAM = "/usr/share/doc/spamassassin/examples/sample-nonspam.txt";

    private static final String ACCEPTED = "250 2.0.0 Ok: queued as QUEUE-ID";
    private static final String KNOWN_CLIENT = "203.0.113.10"; // milter-greylist lets this network in at once
    private static final Duration GREYLISTED = Duration.ofSeconds(3); // greylist.conf asks for two

    @AutoClose
    private static final MailHost host = new MailHost();

    @BeforeAll
    static void boot() {
        host.boot();
        host.startManager();
    }

    @Test
    void postfixKnowsOneMilterOnly() {
        assertEquals("unix:/run/milter-manager/milter-manager.sock", host.postfixParameter("smtpd_milters"));
    }

    @Test
    void theManagerFindsTheMiltersOfTheHostAndTheirOrder() {
        String found = host.detected();

        assertLinesMatch(
                List.of(
                        "milter-greylist.*enabled\":true.*unix:/run/milter-greylist/milter-greylist.sock"
                                + ".*group\":\"greylist\",\"mode\":\"0660\",\"reachable\":true.*S25R.*greylist.conf.*",
                        "clamav-milter.*enabled\":true.*unix:/var/run/clamav/clamav-milter.ctl"
                                + ".*owner\":\"clamav\".*reachable\":true.*/etc/rc2.d/S01clamav-milter.*",
                        "spamass-milter.*enabled\":true.*unix:/var/spool/postfix/spamass/spamass.sock"
                                + ".*group\":\"postfix\",\"mode\":\"0660\",\"reachable\":true.*/etc/init.d/spamass-milter.*",
                        "opendkim.*enabled\":true.*unix:/run/opendkim/opendkim.sock"
                                + ".*reachable\":true.*systemctl is-enabled opendkim.service.*"),
                Stream.of(found.strip().split("\\{\"name\":\"")).skip(1).toList());
    }

    @Test
    void aNameServerThatIsSilentHoldsNobodyUp() {
        host.put("/root/far/milter-manager.toml", """
            [detect]
            enabled = false
            [[milter]]
            name = "far"
            connect = "inet:10026@scanner.example.net"
            deadlines = { connect = "500ms" }
            """);
        host.shell("systemctl kill --signal=STOP unbound");
        String told = host.checked("/root/far");
        host.shell("systemctl kill --signal=CONT unbound");

        assertTrue(told.contains("the address of host scanner.example.net was not found within 500 ms"), told);
    }

    @Test
    void aMilterThatIsDisabledIsOutOfTheChainFromTheNextReloadOn() {
        String without = host.reloadAfter("disable", "opendkim");
        String with = host.reloadAfter("enable", "opendkim");

        assertEquals("reloaded, milters: milter-greylist, clamav-milter, spamass-milter", told(without));
        assertEquals("reloaded, milters: milter-greylist, clamav-milter, spamass-milter, opendkim", told(with));
    }

    private static String told(String line) {
        return line.substring(Math.max(0, line.indexOf("reloaded")));
    }

    @ParameterizedTest
    @EnumSource
    void refusesTheEicarVirus(Way way) {
        String mail = mail("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

        var talk = host.send(way, KNOWN_CLIENT, mail);

        assertEquals("550 5.7.1 Infected by Eicar-Test-Signature.UNOFFICIAL", talk.verdict());
    }

    @ParameterizedTest
    @EnumSource
    void refusesGtube(Way way) {
        String mail = mail("XJS*C4JDBQADN1.NSBN3*2IDNEN*" + "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X");

        var talk = host.send(way, KNOWN_CLIENT, mail);

        assertEquals("550 5.7.1 Blocked by SpamAssassin", talk.verdict());
    }

    @ParameterizedTest
    @EnumSource
    void refusesFromFifteenPoints(Way way) {
        String mail = mail("MAILHOST-SCORES-FIFTEEN");

        var talk = host.send(way, KNOWN_CLIENT, mail);

        assertEquals("550 5.7.1 Blocked by SpamAssassin", talk.verdict());
    }

    @ParameterizedTest
    @EnumSource
    void filesFourteenPointsIntoJunk(Way way) {
        String mail = mail("MAILHOST-SCORES-FOURTEEN");

        var talk = host.send(way, KNOWN_CLIENT, mail);

        assertEquals(ACCEPTED, talk.verdict());
        assertLinesMatch(
                List.of(">> before >>", "X-Spam-Status: Yes, score=14.0 .*", ">> after >>"),
                host.takeDelivered("Junk").lines().toList());
    }

    @ParameterizedTest
    @EnumSource
    void greylistsAFirstContactAndDeliversItsRetry(Way way) throws InterruptedException {
        var first = host.send(way, way.stranger, HAM);
        Thread.sleep(GREYLISTED);
        var retry = host.send(way, way.stranger, HAM);

        assertEquals("451 4.7.1 Greylisting in action, please come back later", first.verdict());
        assertEquals(ACCEPTED, retry.verdict());
        assertLinesMatch(
                List.of(">> before >>", "X-Greylist: Delayed for 00:00:0.*", ">> after >>"),
                host.takeDelivered("INBOX").lines().toList());
    }

    @ParameterizedTest
    @EnumSource
    void deliversHamWithEveryMiltersHeadersAndAValidSignature(Way way) {
        var talk = host.send(way, KNOWN_CLIENT, HAM);

        assertEquals(ACCEPTED, talk.verdict());
        String delivered = host.takeDelivered("INBOX");
        assertLinesMatch(
                List.of(
                        ">> Dovecot's own >>",
                        "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=mail;",
                        ">> the rest of the signature, the mail's own headers >>",
                        "X-Greylist: Sender IP whitelisted, .*",
                        "X-Virus-Scanned: clamav-milter .*",
                        "X-Virus-Status: Clean",
                        "X-Spam-Status: No, score=.*",
                        ">> the rest, and the body >>"),
                delivered.lines().toList());
        assertTrue(host.signatureIsValid(delivered));
    }

    @Test
    void bothWaysTellTheClientAndDeliverTheSame() {
        var listed = host.send(Way.LISTED_BY_POSTFIX, KNOWN_CLIENT, HAM);
        String deliveredWhenListed = host.takeDelivered("INBOX");
        var behind = host.send(Way.BEHIND_THE_MANAGER, KNOWN_CLIENT, HAM);
        String deliveredFromBehind = host.takeDelivered("INBOX");

        assertEquals(listed.replies(), behind.replies());
        assertEquals(withoutTimeAndIds(deliveredWhenListed), withoutTimeAndIds(deliveredFromBehind));
    }

    /**
     * Every clock time, queue id, delivery id and the signature over them differ from mail to mail. Postfix does not tell a milter at which
     * address the client arrived; the condition Sendmail Compatible, which the manager has for milter-greylist, does.
     */
    private static String withoutTimeAndIds(String message) {
        return message.replaceFirst("(?m)^(X-Greylist: .*\\[)(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1)]", "$1ARRIVAL]")
                .replaceFirst("(?s)\\tb=.*?\\n(?=\\S)", "\tb=SIGNATURE\n")
                .replaceFirst("\\tt=\\d+;", "\tt=TIME;")
                .replaceFirst("\\tid \\S+", "\tid DELIVERY")
                .replaceFirst("ESMTP id \\w+", "ESMTP id QUEUE-ID")
                .replaceAll("\\w{3}, +\\d+ \\w{3} 20\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000", "DATE");
    }

    private static String mail(String line) {
        return host.file("mail.eml", """
            From: Bob <bob@example.net>
            To: Alice <alice@example.org>
            Subject: A line that some milter knows
            Date: %s
            Message-ID: <known-line@example.net>

            %s
            """.formatted(
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)), line));
    }
}
