package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.app.MailHost.Way;
import org.miltermanager.fixtures.host.NeedsImages;

/** Spam whose body is replaced by spamd's report, from inside and by spamass-milter, is the same when it is delivered. */
@NeedsImages("debian:trixie")
class SpamReportOnMailHostIT {
    private static final String CLIENT = "203.0.113.10";

    private static final String BOUNDARY = "=_\\p{XDigit}{8}\\.\\p{XDigit}{8}";
    private static final String OF_A_REPORT =
            "Subject|Content-Type|X-Spam-(?:Flag|Level|Status|Report|Checker-Version)";

    /** spamd listens as soon as it has compiled its rules. */
    private static final String RESTART = """
        systemctl restart spamd spamass-milter
        timeout 60 sh -c 'until ss --listening --tcp --numeric | grep -q :783; do sleep 0.2; done'
        """;

    @AutoClose
    private static final MailHost host = new MailHost();

    @BeforeAll
    static void boot() {
        host.boot();
        host.put("/etc/default/spamass-milter", "OPTIONS=\"-u spamass-milter\"\n");
        host.put("/etc/milter-manager/milter-manager.toml", """
            [socket]
            mode = "0660"
            group = "postfix"
            [detect]
            enabled = false
            [[milter]]
            name = "spam"
            use = "spamd"
            user = "spamass-milter"
            rewrite = true
            """);
        host.startManager();
    }

    private static Delivered delivered(Way way, String mail) {
        host.send(way, CLIENT, mail);
        return new Delivered(host.takeDelivered("Junk").replaceAll(BOUNDARY, "=_BOUNDARY"));
    }

    /** Without what spamd is told above the message, and what other milters have written into it. */
    private static String report(Delivered message) {
        return message.body()
                .replaceFirst("(?s)X-Envelope-From: .*?(?=\nFrom: )", "TOLD")
                .replaceAll("(?m)^X-(?:Greylist|Virus-\\w+): .*\n", "");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '',                    ''",
        "1, multipart/mixed,       message/rfc822; x-spam-type=original",
        "2, multipart/mixed,       text/plain; x-spam-type=original"
    })
    void spamIsDeliveredAsReportSafeWantsIt(int safe, String type, String original) {
        host.put("/etc/spamassassin/report.cf", "report_safe " + safe + "\nrewrite_header Subject [SPAM]\n");
        host.shell(RESTART);
        String mail = host.file("spam.eml", Mails.plain("MAILHOST-SCORES-FOURTEEN"));

        var listed = delivered(Way.LISTED_BY_POSTFIX, mail);
        var inside = delivered(Way.BEHIND_THE_MANAGER, mail);

        assertEquals(listed.headers(OF_A_REPORT), inside.headers(OF_A_REPORT));
        assertEquals(report(listed), report(inside));
        assertEquals(
                type.isEmpty() ? List.of() : List.of("Content-Type: " + type + "; boundary=\"----------=_BOUNDARY\""),
                inside.headers("Content-Type"));
        assertTrue(inside.body().contains(original), inside::body);
    }
}
