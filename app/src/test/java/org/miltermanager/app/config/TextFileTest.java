package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
    @Test
    void remarksBecomeEmptyLinesAndTheRestStaysWhereItWas() {
        assertEquals(
                "\n\nlisten = 'inet:1' # here\r\n\r\n\n[log]",
                TextFile.withoutRemarks("# one\n\t # two – é\nlisten = 'inet:1' # here\r\n#\r\n\n[log]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = \"\"\"\n# text\n\"\"\"", "a = '''\n# text\n'''", "# \u0001\n"})
    void whatMayBeSomethingElseStays(String text) {
        assertEquals(text, TextFile.withoutRemarks(text));
    }
}
