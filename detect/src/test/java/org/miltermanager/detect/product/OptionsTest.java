package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;

class OptionsTest {
    private static final String LETTERS = "afp:P:u:";

    private static Options options(String line) {
        List<Quote> words = Stream.of(line.split(" "))
                .map(word -> new Quote(word, new Place("unit", 1)))
                .toList();
        return Options.of(words, LETTERS);
    }

    @ParameterizedTest
    @CsvSource({
        "filter -p /a, /a",
        "filter -p/a, /a",
        "filter -fp /a, /a",
        "filter -fap/a -u x, /a",
        "filter -p /a -p /b, /b",
        "filter -P -p -u x, ''",
        "filter -p /a -- -p /spamc, /a",
        "filter operand -p /a, /a",
        "filter -p, ''",
        "filter -u -p /a, ''",
        "filter -x -p /a, /a",
        "filter, ''",
    })
    void areReadAsGetoptReadsThem(String line, String expected) {
        String value = options(line).value('p').map(Quote::text).orElse("");

        assertEquals(expected, value);
    }

    @Test
    void ofNoWordsAreNone() {
        var options = Options.of(List.of(), LETTERS);

        assertEquals(Optional.empty(), options.value('p'));
    }
}
