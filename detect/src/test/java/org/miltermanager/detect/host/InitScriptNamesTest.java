package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.Tree;

class InitScriptNamesTest {
    @TempDir
    private Path root;

    @Test
    void passesOverWhatPackagesAndEditorsLeaveBehind() {
        var tree = new Tree(root).file("/etc/init.d/x-milter", "");
        List.of("~", ".dpkg-new", ".dpkg-old", ".rpmsave", ".bak", ".orig")
                .forEach(end -> tree.file("/etc/init.d/y-milter" + end, ""));

        var names = new InitScripts(tree.host()).names();

        assertEquals(List.of("x-milter"), names);
    }
}
