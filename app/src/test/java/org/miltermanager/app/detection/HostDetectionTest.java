package org.miltermanager.app.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.host.Host;

/** What a daemon finds at one reload after the other. */
class HostDetectionTest {
    private static final String UNIT = "/usr/lib/systemd/system/house-milter.service";

    @TempDir
    private Path root;

    private HostDetection detection;

    @BeforeEach
    void aMilterRuns() throws IOException {
        detection = new HostDetection(() -> Host.at(root));
        file(UNIT, """
            [Service]
            ExecStart=/opt/house/milter
            [Install]
            WantedBy=multi-user.target
            """);
        link("/etc/systemd/system/multi-user.target.wants/house-milter.service", UNIT);
        file("/proc/4711/cgroup", "0::/system.slice/house-milter.service\n");
        link("/proc/4711/fd/3", "socket:[502]");
        file("/proc/net/unix", """
            Num RefCount Protocol Flags Type St Inode Path
            0: 00000002 00000000 00010000 0001 01 502 /run/house/milter.sock
            """);
    }

    private void file(String path, String text) throws IOException {
        Files.writeString(made(path), text);
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(made(path), Path.of(target));
    }

    private Path made(String path) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.resolveSibling(""));
        return file;
    }

    private List<String> found() {
        return detection.get().stream()
                .map(finding -> finding.name() + " " + finding.state() + " "
                        + finding.endpoint().map(Object::toString).orElse("nowhere"))
                .toList();
    }

    @Test
    void aMilterThatIsBeingRestartedDuringAReloadIsAskedAllTheSame() throws IOException {
        List<String> before = found();

        Files.delete(root.resolve("proc/4711/fd/3"));

        assertEquals(List.of("house-milter enabled unix:/run/house/milter.sock"), before);
        assertEquals(before, found());
    }

    @Test
    void oneThatHasNeverListenedIsNot() throws IOException {
        Files.delete(root.resolve("proc/4711/fd/3"));

        assertEquals(List.of("house-milter unreadable nowhere"), found());
    }
}
