package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Layout;

class LayoutsTest {
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
    void findsWhatThePackagesOfADistributionLayDown(String name) {
        var host = Layout.unpack(Layout.resource(name + ".layout"), root).host();

        String found = Products.find(host).stream().map(LayoutsTest::line).collect(Collectors.joining());

        assertEquals(Layout.resource(name + ".findings"), found);
    }

    /** Name, place in the chain, socket and state; below it who said so, the conditions, and what keeps it out. */
    private static String line(Finding finding) {
        var text = new StringBuilder();
        text.append("%s: %s, %s, %s%n"
                .formatted(
                        finding.name(),
                        finding.rank(),
                        finding.endpoint().map(Object::toString).orElse("no socket"),
                        finding.state()));
        finding.place(Topic.SOCKET).ifPresent(place -> text.append("  socket: " + place + "\n"));
        if (!finding.conditions().isEmpty()) {
            text.append("  asked if: " + String.join(", ", finding.conditions()) + "\n");
        }
        finding.troubles().forEach(trouble -> text.append("  trouble: " + trouble.problem() + "\n"));
        return text.toString();
    }
}
