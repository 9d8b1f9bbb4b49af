package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.miltermanager.transport.Endpoint;

class MainCfTest {
    @Test
    void readsTheMiltersThatPostfixAsksInTheirOrder() {
        var mainCf = MainCf.of("""
            # smtpd_milters = unix:/not/this
            clamav = unix:/run/clamav/clamav-milter.ctl
            smtpd_milters = inet:localhost:8891,
                # a comment between
                $clamav
              { unix:spamass/spamass.sock, connect_timeout=10s, default_action=accept }
              inet:[::1]:10025
            non_smtpd_milters = ${smtpd_milters}
            """);

        var milters = mainCf.milters("non_smtpd_milters");

        assertEquals(
                List.of(
                        Endpoint.parse("inet:8891@localhost"),
                        Endpoint.parse("unix:/run/clamav/clamav-milter.ctl"),
                        Endpoint.parse("unix:/var/spool/postfix/spamass/spamass.sock"),
                        Endpoint.parse("inet:10025@[::1]")),
                milters);
    }

    @Test
    void takesTheLastValueAndSurvivesACircle() {
        var mainCf = MainCf.of("a = $b\nb = $a\nsmtpd_milters = unix:/x\nsmtpd_milters =\n");

        assertEquals(List.of(), mainCf.milters("smtpd_milters"));
        assertTrue(mainCf.value("a").isPresent());
    }

    @Test
    void answersSoonWhateverItsValuesMultiplyTo() {
        var text = new StringBuilder();
        for (char name = 'a'; name < 'z'; name++) {
            text.append(name)
                    .append(" = ")
                    .append(("$" + (char) (name + 1) + " ").repeat(200))
                    .append('\n');
        }
        var mainCf = MainCf.of(text + "z = {unix:/x {\nsmtpd_milters = $a\n");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> mainCf.milters("smtpd_milters"));
    }

    @Test
    void knowsTheLineOfAParameter() {
        var mainCf = MainCf.of("# a comment\nother = x\n\nsmtpd_milters =\n  inet:localhost:1\n  inet:localhost:2\n");

        assertEquals(4, mainCf.line("smtpd_milters"));
    }
}
