package org.miltermanager.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages as files, seen with the tools of those who receive them: lintian, rpm and tar. */
@ExtendWith(BuiltPackages.class)
class PackageFilesIT {
    private static final long MOST = 60_000_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {".deb", ".rpm", ".tar.gz", ".oci.tar"})
    void isSmall(String ending) throws IOException {
        long size = Files.size(BuiltPackages.one(ending));

        System.out.printf("%s: %.1f MB%n", ending, size / 1e6);
        assertTrue(size < MOST, ending + " has " + size + " octets");
    }

    @Test
    void lintianFindsNoError() throws Exception {
        String deb = BuiltPackages.one(".deb").toString();

        String said = tool("lintian", "--allow-root", "--fail-on=none", deb);

        assertEquals(
                List.of(), said.lines().filter(line -> line.startsWith("E: ")).toList());
    }

    @Test
    void rpmInstallsWhatItThenFindsUnchangedAndWhatRuns() throws Exception {
        String rpm = BuiltPackages.one(".rpm").toAbsolutePath().toString();
        String root = "--root=" + directory;
        assertTrue(tool("rpm", "--checksig", "--nosignature", rpm).endsWith(": digests OK\n"));

        tool("rpm", root, "--install", "--nodeps", "--noscripts", "--notriggers", "--ignorearch", rpm);

        assertEquals("", tool("rpm", root, "--verify", "--nodeps", "--noscripts", "milter-manager"));
        assertEquals(
                List.of("/etc/sysconfig/milter-manager"),
                tool("rpm", "--query", "--package", "--configfiles", rpm)
                        .lines()
                        .filter(line -> line.startsWith("/etc/sysconfig"))
                        .toList());
        assertTrue(tool(directory + "/usr/sbin/milter-manager", "--version").startsWith("milter-manager "));
    }

    @Test
    void theArchiveRunsWhereverItIsUnpacked() throws Exception {
        tool(
                "tar",
                "-C",
                directory.toString(),
                "--strip-components=1",
                "-xzf",
                BuiltPackages.one(".tar.gz").toString());

        String demonstration = tool(directory + "/sbin/milter-manager", "demo", "--once");

        assertTrue(demonstration.contains("5.7.1 HELO name"), demonstration);
        assertTrue(tool(directory + "/bin/milter-test-server", "--help").contains("test-server"));
    }

    /** @return what it printed, errors included; fails with that if it fails */
    private static String tool(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exitCode = process.waitFor();
        assertEquals(0, exitCode, () -> String.join(" ", command) + ": " + said);
        return said;
    }
}
