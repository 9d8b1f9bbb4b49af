package org.miltermanager.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.config.MilterSettings;

class DemonstrationTest {
    @TempDir
    private Path directory = Path.of("");

    private static final String TABLE = """
            mail            forged-helo        spf                greylist           forged-results     answer to the client      time
            ham             continue           continue           at RCPT: 451       continue           451 4.7.1              # ms
                                                                  4.7.1 Greylisted,                     Greylisted,
                                                                  please try again                      please try again
                                                                  after 600 seconds                     after 600 seconds
            ham, 10         continue           continue           continue           continue           accepted, changed      # ms
            minutes later                      insert header 0    insert header 0
                                               Received-SPF:      X-Greylist:
                                               pass               Delayed for
                                               (mx.example.com:   00:10:00 by
                                               example.org ...    milter-manage ...
            newsletter      continue           continue           continue           continue           accepted, changed      # ms
                                               insert header 0
                                               Received-SPF:
                                               pass
                                               (mx.example.com:
                                               example.net ...
            forged-results  continue           continue           continue           continue           accepted, changed      # ms
                                               insert header 0                       delete header
                                               Received-SPF:                         Authentication-
                                               none                                  Results 1
                                               (mx.example.com:
                                               bank.example ...
            forged-sender   continue           at MAIL: 550       not asked          not asked          550 5.7.23             # ms
                                               5.7.23                                                   203.0.113.9 is
                                               203.0.113.9 is                                           not allowed to
                                               not allowed to                                           send mail for
                                               send mail for ...                                        example.org (SPF)
            forged-helo     at MAIL: 550       not asked          not asked          not asked          550 5.7.1 HELO         # ms
                            5.7.1 HELO name                                                             name belongs to
                            belongs to this                                                             this server
                            server
            """;

    private static String shown(boolean colours) throws Exception {
        var out = new StringWriter();
        new Demonstration().show(true, new PrintWriter(out), colours);
        return out.toString().replaceAll("(?m).{6} ms$", "     # ms");
    }

    private static String table(String shown) {
        return shown.substring(0, shown.indexOf("\nWhere clamd or spamd runs"));
    }

    @Test
    void showsWhoSaidWhatToEachSampleMail() throws Exception {
        assertEquals(TABLE, table(shown(false)));
    }

    @Test
    void coloursChangeNothingButTheColour() throws Exception {
        String coloured = shown(true);

        assertTrue(coloured.contains("\u001b[31m550 5.7.1 HELO"), coloured);
        assertEquals(TABLE, table(coloured.replaceAll("\u001b\\[\\d+m", "")));
    }

    @Test
    void showsHowClamdAndSpamdAreAdded() throws Exception {
        String toml = shown(false).replaceFirst("(?s)^.*?milter-manager.local.toml:\n", "");
        Path file = directory.resolve("milter-manager.toml");
        Files.writeString(file, "detect.enabled = false\n" + toml);

        var settings = new ConfigurationFiles(directory, true, List.of(), List::of)
                .read()
                .settings();

        assertEquals(
                List.of("clamd", "spamd"),
                settings.milters().stream().map(MilterSettings::name).toList());
    }
}
