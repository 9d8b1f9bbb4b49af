package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.scan.Scope;
import org.miltermanager.milters.spamd.SpamdSettings;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.SpamdSettings.Users;
import org.miltermanager.milters.spamd.Threshold;

class SpamdKeysTest {
    @TempDir
    private Path temporary;

    private ScannerKeys keys() {
        return new ScannerKeys(temporary, "spamd");
    }

    @Test
    void haveDefaults() {
        assertEquals(
                new SpamdSettings(
                        ScannerKeys.servers(5, 120, 300, "inet:783@127.0.0.1"),
                        new Scope(500 << 10, OnLarge.ACCEPT, List.of(), List.of()),
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
                                Optional.empty())),
                keys().settings(""));
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
        var settings = keys().settings("""
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
            on-large = "tempfail"
            compress = true
            exempt-senders = ["example.com"]
            exempt-recipients = ["a@example.org"]
            deadlines = { connect = "1s", transfer = "2s", message = "3s" }
            """);

        assertEquals(
                new SpamdSettings(
                        ScannerKeys.servers(1, 2, 3, "unix:/run/spamd.sock"),
                        new Scope(1 << 20, OnLarge.TEMPFAIL, List.of("example.com"), List.of("a@example.org")),
                        true,
                        new Users(ByRecipient.LOCAL_PART, Optional.of("nobody")),
                        OwnHeaders.NO,
                        true,
                        bands()),
                settings);
    }

    @Test
    void showThemselvesAsAFileWouldSpellThem() {
        var read = keys().with("reject-from = 15\nquarantine-from = 7.5\nsubject-from = \"\"\n")
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
        assertEquals(mistake, keys().mistake(key).substring(0, mistake.length()));
    }
}
