package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Layout;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.Host;

class HostileHostTest {
    /** Enough to see each file in the daily build; {@code -Dcorruptions=1250} makes ten thousand of all hosts. */
    private static final int ROUNDS = Integer.getInteger("corruptions", 25);

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "centos-7",
                "alma-8",
                "alma-9",
                "alma-10",
                "debian-12",
                "debian-13",
                "ubuntu-24.04",
                "freebsd",
                "alma-9-scanners",
                "debian-13-scanners",
                "freebsd-scanners"
            })
    void explainsEachFindingWhateverItsFilesHold(String name) throws IOException {
        Layout.unpack(Layout.resource(name + ".layout"), root);
        List<Path> files = files();
        var random = new Random(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            Files.write(file, corrupted(before, random));

            List<Finding> findings = assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Products.find(Host.at(root)), file::toString);

            findings.forEach(HostileHostTest::isExplained);
            Files.write(file, before);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] corrupted(byte[] text, Random random) {
        byte[] changed = switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(text, random.nextInt(text.length + 1));
            case 1 -> new byte[random.nextInt(200)];
            default -> text.clone();
        };
        String marks = "\"'`$(){}[];#\\\n= \0\u00ff/*!<&|";
        for (int i = random.nextInt(12); i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) marks.charAt(random.nextInt(marks.length()));
        }
        return changed;
    }

    private static void isExplained(Finding finding) {
        boolean asked = finding.state() == State.ENABLED;
        assertEquals(asked, asked && finding.endpoint().isPresent(), finding::toString);
        assertTrue(!finding.evidence().isEmpty(), finding::toString);
        boolean needsReason = finding.state() == State.NOT_CONFIGURED || finding.state() == State.UNREADABLE;
        assertEquals(needsReason, needsReason && !finding.troubles().isEmpty(), finding::toString);
    }
}
