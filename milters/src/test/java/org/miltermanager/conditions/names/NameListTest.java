package org.miltermanager.conditions.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameListTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "Example.com, EXAMPLE.COM, true",
        "example.com, mail.example.com, false",
        ".example.com, mail.example.com, true",
        ".example.com, example.com, false",
        ".example.com, badexample.com, false",
        "/^mail\\d/, mail1.example.com, true",
        "/^MAIL/, mail.example.com, true",
        "/^mail$/, mail.example.com, false",
        "/, /, true"
    })
    void holdsNamesEndsAndPatterns(String entry, String name, boolean contained) {
        assertEquals(contained, NameList.of(List.of(entry)).test(name));
    }

    @Test
    void aWrongPatternIsTold() {
        var wrong = assertThrows(IllegalArgumentException.class, () -> NameList.of(List.of("good", "/(/")));

        assertEquals("the pattern /(/ is wrong: Unclosed group", wrong.getMessage());
    }

    @Test
    void theListOfNothingHoldsNothing() {
        assertFalse(NameList.EMPTY.test(""));
    }
}
