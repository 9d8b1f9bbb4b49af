package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.Tree;

/** Files of a host that is not ours to trust. */
class HostTest {
    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private Reading read(String path) {
        return tree.host().read(path);
    }

    private String refusal(String path) {
        return assertInstanceOf(Reading.Refused.class, read(path)).trouble().problem();
    }

    @Test
    void linksStayInsideOfIt() {
        tree.file("/inside", "yes\n").link("/etc/absolute", "/inside").link("/etc/relative", "../../../../../inside");

        assertEquals(List.of("yes"), read("/etc/absolute").text().orElseThrow().lines());
        assertEquals(List.of("yes"), read("/etc/relative").text().orElseThrow().lines());
    }

    @Test
    void aCircleOfLinksIsNoFile() {
        tree.link("/a", "b").link("/b", "/a").link("/c", "c/c/c");

        assertInstanceOf(Reading.Absent.class, read("/a"));
        assertInstanceOf(Reading.Absent.class, read("/c"));
    }

    @Test
    void aPathThatNoFileCanHaveIsNoFile() {
        assertInstanceOf(Reading.Absent.class, read("/etc/\0"));
    }

    @Test
    void aDirectoryIsToldApartFromAFile() {
        tree.file("/etc/x.conf/inside", "");

        assertEquals("/etc/x.conf is no regular file", refusal("/etc/x.conf"));
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        Files.write(root.resolve("large"), new byte[Host.LARGEST + 1]);

        assertTrue(refusal("/large").startsWith("/large is larger than"), refusal("/large"));
    }

    @Test
    void oldEncodingsAreRead() throws IOException {
        Files.write(root.resolve("latin"), new byte[] {'#', (byte) 0xE9, '\n', 'x'});

        assertEquals(
                List.of("#\u00E9", "x"), read("/latin").text().orElseThrow().lines());
    }
}
