package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Tree;
import org.miltermanager.transport.Endpoint;

class ClamavMilterTest {
    private static final String CONFIGURATION = "/etc/mail/clamav-milter.conf";

    @TempDir
    private Path root;

    private Finding finding(String configuration) {
        Tree tree = new Tree(root)
                .enabledUnit("clamav-milter", "/usr/sbin/clamav-milter -c " + CONFIGURATION)
                .file(CONFIGURATION, configuration);
        return new ClamavMilter().find(tree.host()).getFirst();
    }

    @Test
    void listensWhereItsFileSays() {
        Finding finding = finding("""
            # Example
            #MilterSocket /not/this
            MilterSocket /run/clamav-milter/clamav-milter.socket
            MilterSocketMode 660
            """);

        assertEquals(Optional.of(Endpoint.parse("unix:/run/clamav-milter/clamav-milter.socket")), finding.endpoint());
        assertEquals(State.ENABLED, finding.state());
        assertTrue(
                finding.evidence()
                        .contains(new Evidence(
                                Evidence.Topic.SOCKET,
                                "MilterSocket /run/clamav-milter/clamav-milter.socket",
                                new Place(CONFIGURATION, 3))),
                finding::toString);
    }

    @Test
    void isNotConfiguredWhileItsFileSaysExample() {
        Finding finding = finding("Example\nMilterSocket inet:7357\n");

        assertEquals(State.NOT_CONFIGURED, finding.state());
        assertEquals(CONFIGURATION + ":1: the line 'Example' says that nobody has edited it yet", problem(finding));
    }

    @Test
    void isNotConfiguredWithoutItsFile() {
        Tree tree = new Tree(root).enabledUnit("clamav-milter", "/usr/sbin/clamav-milter");

        Finding finding = new ClamavMilter().find(tree.host()).getFirst();

        assertEquals(State.NOT_CONFIGURED, finding.state());
        assertEquals("/etc/clamav/clamav-milter.conf is not there", problem(finding));
    }

    @Test
    void isNotFoundWhereItIsNotInstalled() {
        assertEquals(List.of(), new ClamavMilter().find(new Tree(root).host()));
    }

    private static String problem(Finding finding) {
        return finding.troubles().getFirst().problem();
    }
}
