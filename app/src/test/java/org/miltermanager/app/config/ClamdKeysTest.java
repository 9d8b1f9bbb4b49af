package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.milters.clamd.ClamdSettings;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.scan.Scope;

class ClamdKeysTest {
    @TempDir
    private Path temporary;

    private ScannerKeys keys() {
        return new ScannerKeys(temporary, "clamd");
    }

    @Test
    void haveDefaults() {
        assertEquals(
                new ClamdSettings(
                        ScannerKeys.servers(5, 120, 300, "unix:/run/clamav/clamd.ctl"),
                        new Scope(100 << 20, OnLarge.ACCEPT, List.of(), List.of()),
                        ClamdSettings.OnInfected.REJECT,
                        new Refusal(550, "5.7.1 Virus found: %v"),
                        OwnHeaders.REPLACE,
                        Optional.empty()),
                keys().settings(""));
    }

    @Test
    void areAllRead() {
        var settings = keys().settings("""
            server = ["unix:/run/clamd.scan/clamd.sock", "inet:3310@192.0.2.1"]
            max-size = "10MiB"
            on-large = "reject"
            on-infected = "quarantine"
            reject-message = "554 5.6.0 No %v here"
            add-header = "add"
            report-hostname = "mx"
            exempt-senders = ["a@example.com"]
            exempt-recipients = ["example.org"]
            deadlines.connect = "1s"
            deadlines.transfer = "2s"
            deadlines.message = "3s"
            """);

        assertEquals(
                new ClamdSettings(
                        ScannerKeys.servers(1, 2, 3, "unix:/run/clamd.scan/clamd.sock", "inet:3310@192.0.2.1"),
                        new Scope(10 << 20, OnLarge.REJECT, List.of("a@example.com"), List.of("example.org")),
                        ClamdSettings.OnInfected.QUARANTINE,
                        new Refusal(554, "5.6.0 No %v here"),
                        OwnHeaders.ADD,
                        Optional.of("mx")),
                settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        server = []                   | server: got an array, expected a connection spec such as
        server = "/run/clamd"         | server: spec doesn't have colon
        reject-message = "go away"    | reject-message: got "go away", expected a reply for good such as
        reject-message = "450 later"  | reject-message: got "450 later", expected a reply for good such as
        on-infected = "delete"        | on-infected: got "delete", expected one of "reject"
        exempt-senders = ["/(/"]      | exempt-senders: the pattern /(/ is wrong
        RejectMsg = "x"               | unknown key 'RejectMsg'; did you mean 'reject-message'?
        """)
    void areRefusedWhereTheyMakeNoSense(String key, String mistake) {
        assertEquals(mistake, keys().mistake(key).substring(0, mistake.length()));
    }
}
