package org.miltermanager.detect.host;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Trouble;

/** What came of reading a file. */
public sealed interface Reading {
    /** The path as the host names it. */
    String path();

    /** The text; empty where there is none. */
    default Optional<Text> text() {
        return this instanceof Text text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A file of text.
     *
     * @param lines without their ends, in their order
     */
    record Text(String path, List<String> lines) implements Reading {
        public Text {
            lines = List.copyOf(lines);
        }

        /** Each line with its place. */
        public Stream<Quote> quotes() {
            return IntStream.range(0, lines.size()).mapToObj(i -> new Quote(lines.get(i), place(i + 1)));
        }

        /** @param line from 1 */
        public Place place(int line) {
            return new Place(path, line);
        }
    }

    /** There is no such file. */
    record Absent(String path) implements Reading {}

    /** There is one that gives no text: it may not be read, is too large, or is no file. */
    record Refused(String path, Trouble trouble) implements Reading {}
}
