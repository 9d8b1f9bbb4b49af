package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlFileTest {
    private static final Path FILE = Path.of("a.toml");

    @Test
    void whatStandsBehindRemarksAndEmptyLinesIsWhereItWas() {
        var read =
                TomlFile.parse(FILE, "# one\n\t # two – é\n\n  listen = 'inet:1' # here\r\n#\r\n\n[log]\n\nlevel = 1");

        assertEquals(new Origin.InFile(FILE, 4, 3), read.place(read.toml().inputPositionOf("listen")));
        assertEquals(new Origin.InFile(FILE, 9, 1), read.place(read.toml().inputPositionOf("log.level")));
    }

    @Test
    void linesThatAMistakeNamesAreThoseOfTheFile() {
        var read = TomlFile.parse(FILE, "# one\na = 1\n\n# two\n\na = 2\n");

        List<Mistake> told = read.mistakes();

        assertEquals(
                List.of("a.toml:6:1: a previously defined at line 2, column 1"),
                told.stream().map(Mistake::toString).toList());
    }

    @Test
    void whatEndsTooEarlyIsToldAtTheEndOfTheFile() {
        var read = TomlFile.parse(FILE, "# one\n\na = [\n# two\n\n");

        assertEquals(6, ((Origin.InFile) read.mistakes().getFirst().origin()).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = \"\"\"\n# text\n\n\"\"\"", "a = '''\n# text\n\n'''"})
    void aTextOfSeveralLinesKeepsWhatLooksLikeARemark(String text) {
        assertEquals("# text\n\n", TomlFile.parse(FILE, text).toml().getString("a"));
    }

    @Test
    void aRemarkWithWhatTomlDoesNotAllowIsToldOf() {
        assertEquals(1, TomlFile.parse(FILE, "# \u0001\na = 1\n").mistakes().size());
    }

    /** Read line by line by the reader of TOML, so many take hours. */
    @Test
    void thousandsOfRemarksTakeNoTime() {
        String text = "# a remark\n\n".repeat(20_000) + "a = 1\n";

        var read = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TomlFile.parse(FILE, text));

        assertEquals(40_001, read.place(read.toml().inputPositionOf("a")).line());
    }
}
