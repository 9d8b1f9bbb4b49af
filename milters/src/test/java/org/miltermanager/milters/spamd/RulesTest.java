package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
         Yes, score=6.0 required=5.0 tests=GTUBE,\\n\\tNO_RECEIVED autolearn=no version=4.0.1|GTUBE,NO_RECEIVED
         No, score=0.0 required=5.0 tests=none autolearn=no|none
         Yes, tests=GTUBE=1000,MISSING_DATE=1.4|GTUBE=1000,MISSING_DATE=1.4
         Yes, tests=|''
         Yes, six points|''
        """)
    void areFoundInAStatus(String status, String names) {
        assertEquals(
                names,
                Rules.of(status.replace("\\n", "\n").replace("\\t", "\t")).names());
    }

    @Test
    void areListedUpToALength() {
        assertEquals(
                "A,".repeat(50) + "...", Rules.listed("A,".repeat(1_000_000)).names());
    }

    @Test
    void cannotEndTheLine() {
        assertEquals("A??X-Evil: b", Rules.listed("A\r\nX-Evil: b\r\n").names());
    }
}
