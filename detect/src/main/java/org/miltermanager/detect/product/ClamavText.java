package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.stream.Stream;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/** The files of ClamAV's daemons (clamd.conf(5)): lines of a key and a value. */
final class ClamavText {
    private ClamavText() {}

    /** The first one counts. A key stands alone, or before blanks and its value, which may be in quotes. */
    static Optional<Quote> first(Reading.Text text, String key) {
        return text.quotes()
                .flatMap(line -> {
                    String[] words = line.text().strip().split("\\s+", 2);
                    return words[0].equals(key)
                            ? Stream.of(line.with(words.length > 1 ? words[1] : ""))
                            : Stream.empty();
                })
                .findFirst()
                .map(value -> value.with(value.text().strip().replaceFirst("^\"(.*)\"$", "$1")));
    }
}
