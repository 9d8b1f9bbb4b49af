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
import org.miltermanager.milters.clamd.ClamdSettings;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;

class ClamdKeysTest {
    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture with(String keys) {
        return new ConfigurationDirectoryFixture(temporary).with("milter-manager.toml", """
            [[milter]]
            name = "virus"
            use = "clamd"
            """ + keys);
    }

    private static Object inside(Settings settings) {
        return ((MilterSettings.Source.Inside) settings.milters().getFirst().source()).settings();
    }

    @Test
    void haveDefaults() {
        assertEquals(
                new ClamdSettings(
                        new ServiceSettings(
                                List.of(new Endpoint.Unix(Path.of("/run/clamav/clamd.ctl"))),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(30)),
                        100 << 20,
                        ClamdSettings.OnLarge.ACCEPT,
                        ClamdSettings.OnInfected.REJECT,
                        new Refusal(550, "5.7.1 Virus found: %v"),
                        OwnHeaders.REPLACE,
                        Optional.empty(),
                        List.of(),
                        List.of()),
                inside(with("").settings()));
    }

    @Test
    void areAllRead() {
        var settings = with("""
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
            """).settings();

        assertEquals(
                new ClamdSettings(
                        new ServiceSettings(
                                List.of(
                                        Endpoint.parse("unix:/run/clamd.scan/clamd.sock"),
                                        Endpoint.parse("inet:3310@192.0.2.1")),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(30)),
                        10 << 20,
                        ClamdSettings.OnLarge.REJECT,
                        ClamdSettings.OnInfected.QUARANTINE,
                        new Refusal(554, "5.6.0 No %v here"),
                        OwnHeaders.ADD,
                        Optional.of("mx"),
                        List.of("a@example.com"),
                        List.of("example.org")),
                inside(settings));
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
        String told = with(key + "\n").mistakes();

        assertEquals(mistake, told.substring(told.indexOf(": ") + 2, told.indexOf(": ") + 2 + mistake.length()));
    }
}
