package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.spamd.SpamdSettings;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.SpamdSettings.Users;
import org.miltermanager.milters.spamd.Threshold;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;

class SpamdKeysTest {
    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture with(String keys) {
        return new ConfigurationDirectoryFixture(temporary).with("milter-manager.toml", """
            [[milter]]
            name = "spam"
            use = "spamd"
            """ + keys);
    }

    private static Object inside(Settings settings) {
        return ((MilterSettings.Source.Inside) settings.milters().getFirst().source()).settings();
    }

    private static ServiceSettings servers(String server, int connect, int transfer, int message) {
        return new ServiceSettings(
                List.of(Endpoint.parse(server)),
                Duration.ofSeconds(connect),
                Duration.ofSeconds(transfer),
                Duration.ofSeconds(message),
                Duration.ofSeconds(30));
    }

    @Test
    void haveDefaults() {
        assertEquals(
                new SpamdSettings(
                        servers("inet:783@127.0.0.1", 5, 120, 300),
                        500 << 10,
                        false,
                        new Users(ByRecipient.NO, Optional.empty()),
                        OwnHeaders.REPLACE,
                        false,
                        new Bands(
                                new Threshold.Never(),
                                new Refusal(550, "5.7.1 This message looks like spam"),
                                new Threshold.Never(),
                                new Threshold.Spam(),
                                Optional.empty(),
                                new Threshold.Spam(),
                                Optional.empty()),
                        List.of(),
                        List.of()),
                inside(with("").settings()));
    }

    private static Bands bands() {
        return new Bands(
                new Threshold.Points(15),
                new Refusal(554, "5.7.1 %s"),
                new Threshold.Spam(),
                new Threshold.Points(7.5),
                Optional.of("spam@example.org"),
                new Threshold.Points(-1),
                Optional.of("[.SPAM.]"));
    }

    @Test
    void areAllRead() {
        var read = with("""
            server = "unix:/run/spamd.sock"
            reject-from = 15
            reject-message = "554 5.7.1 %s"
            quarantine-from = "spam"
            redirect-to = "spam@example.org"
            redirect-from = 7.5
            subject-tag = "[.SPAM.]"
            subject-from = -1
            add-header = "no"
            rewrite = true
            user-by-recipient = "local-part"
            user = "nobody"
            max-size = "1MiB"
            compress = true
            exempt-senders = ["example.com"]
            exempt-recipients = ["a@example.org"]
            deadlines = { connect = "1s", transfer = "2s", message = "3s" }
            """).settings();

        assertEquals(
                new SpamdSettings(
                        servers("unix:/run/spamd.sock", 1, 2, 3),
                        1 << 20,
                        true,
                        new Users(ByRecipient.LOCAL_PART, Optional.of("nobody")),
                        OwnHeaders.NO,
                        true,
                        bands(),
                        List.of("example.com"),
                        List.of("a@example.org")),
                inside(read));
    }

    @Test
    void showThemselvesAsAFileWouldSpellThem() {
        var read = with("reject-from = 15\nquarantine-from = 7.5\nsubject-from = \"\"\n")
                .read();

        var again = new ConfigurationDirectoryFixture(temporary)
                .with("milter-manager.toml", read.show())
                .read();

        assertEquals(read.settings(), again.settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        reject-from = "15"      | reject-from: got "15", expected points such as 15 or 7.5, "spam", or "" for never
        reject-from = nan       | reject-from: got NaN, expected points such as 15 or 7.5
        quarantine-from = true  | quarantine-from: got true, expected points
        user-by-recipient = 1   | user-by-recipient: got 1, expected one of "no", "local-part", "address"
        """)
    void areRefusedWhereTheyMakeNoSense(String key, String mistake) {
        String told = with(key + "\n").mistakes();

        assertEquals(mistake, told.substring(told.indexOf(": ") + 2, told.indexOf(": ") + 2 + mistake.length()));
    }
}
