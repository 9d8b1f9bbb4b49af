package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Tree;

class UclTest {
    private static final String FILE = "/etc/rspamd/rspamd.conf";

    @TempDir
    private Path root;

    private Ucl read(String text) {
        var host = new Tree(root).file(FILE, text).host();
        return UclFiles.read(host.read(FILE).text().orElseThrow(), host, Map.of("CONFDIR", "/etc/rspamd"));
    }

    private static List<String> values(Ucl ucl, List<String> path, String key) {
        return ucl.sections().stream()
                .filter(section -> section.path().equals(path))
                .flatMap(section -> ucl.values(section, key).stream())
                .map(Quote::text)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker \"proxy\" { bind = \"a b\"; }",
                "worker \"proxy\"\n{\n  bind = a b # comment\n}",
                "worker proxy { bind: \"a b\", other = 1; }",
                "worker { proxy { 'bind' = 'a b' } }",
                "{\"worker\": {\"proxy\": {\"other\": [1, 2], \"bind\": [\"a b\"]}}}",
                "{\"worker\": [{\"proxy\": {\"bind\": \"a b\"}}]}",
                "/* worker { } */ x = <<EOD\nworker proxy { bind = no; }\nEOD\nworker \"proxy\" { bind = \"a b\" }",
            })
    void readsTheFormsOfOneValue(String text) {
        var ucl = read(text);

        assertEquals(List.of("a b"), values(ucl, List.of("worker", "proxy"), "bind"));
    }

    @Test
    void keepsSectionsOfTheSameNameApart() {
        var ucl = read("worker proxy { milter = no }\nworker proxy { milter = yes }\n");

        assertEquals(
                List.of(1, 2), ucl.sections().stream().map(Ucl.Section::number).toList());
        assertEquals(List.of("no", "yes"), values(ucl, List.of("worker", "proxy"), "milter"));
    }

    @Test
    void takesTheValueOfTheHighestPriorityWithItsPlace() {
        new Tree(root)
                .file("/etc/rspamd/local.d/proxy.inc", "\nbind = local\n")
                .file("/etc/rspamd/override.d/proxy.inc", "other = 1\n");

        var ucl = read("""
            worker "proxy" {
              .include(try=true; priority=1,duplicate=merge) "$CONFDIR/local.d/proxy.inc"
              .include(try=true; priority=10) "${CONFDIR}/override.d/proxy.inc"
              bind = "first";
            }
            """);

        Quote value = ucl.values(ucl.sections().getFirst(), "bind").getFirst();
        assertEquals("/etc/rspamd/local.d/proxy.inc:2 local", value.place() + " " + value.text());
    }

    @Test
    void namesAFileThatIsNotThereUnlessItMayBeMissing() {
        var ucl = read(".include(try=true) \"/etc/a\"\n.include \"/etc/b\"\n");

        assertEquals(
                List.of(FILE + ":2 includes /etc/b, which is not there"),
                ucl.troubles().stream().map(trouble -> trouble.problem()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "]]]]",
                "[",
                "=",
                "a",
                "a =",
                "a = \"",
                "a = '\\",
                "a {",
                "a b c d",
                "a = <<",
                "a = <<X\n",
                "/*",
                "#",
                ".",
                ".include",
                ".include \"/etc/rspamd/rspamd.conf\"\n.include \"/etc/rspamd/rspamd.conf\"",
                "a = [ [ { b",
                "\"a\" \"b\" \"c\"",
                ";;,,::",
                "a\0b = \1"
            })
    void readsAnythingToItsEnd(String text) {
        read(text);
    }

    @Test
    void readsWhatNestsDeeply() {
        read("a {".repeat(100_000) + "[".repeat(100_000));
    }
}
