package org.miltermanager.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host with two addresses, of which the service listens on the second alone. spamc, clamdscan and Postfix try all of them. */
class AddressesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"inet, 127.0.0.9, 127.0.0.1", "inet6, 127.0.0.1, ::1"})
    void allAddressesOfAHostAreTried(String scheme, String first, String second) throws IOException {
        Path hosts =
                Files.writeString(directory.resolve("hosts"), first + " two.example\n" + second + " two.example\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostWithTwoAddresses.class.getName(),
                        scheme,
                        second)
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("here\n", said);
    }
}
