package org.miltermanager.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;

/** The keys of one milter that asks a scanner, in a configuration of its own. */
record ScannerKeys(Path directory, String use) {
    ConfigurationDirectoryFixture with(String keys) {
        return new ConfigurationDirectoryFixture(directory).with("milter-manager.toml", """
            [[milter]]
            name = "scanner"
            use = "%s"
            """.formatted(use) + keys);
    }

    /** What is read from them. */
    Object settings(String keys) {
        var milter = with(keys).settings().milters().getFirst();
        return ((MilterSettings.Source.Inside) milter.source()).settings();
    }

    /** What is said of a wrong one, without its place. */
    String mistake(String key) {
        String told = with(key + "\n").mistakes();
        return told.substring(told.indexOf(": ") + 2);
    }

    /** Deadlines in seconds. */
    static ServiceSettings servers(int connect, int transfer, int message, String... servers) {
        return new ServiceSettings(
                Arrays.stream(servers).map(Endpoint::parse).toList(),
                Duration.ofSeconds(connect),
                Duration.ofSeconds(transfer),
                Duration.ofSeconds(message),
                Duration.ofSeconds(30));
    }
}
