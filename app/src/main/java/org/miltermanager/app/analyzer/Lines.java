package org.miltermanager.app.analyzer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a text that others may still be writing: what has no line feed yet is left for the next time. */
final class Lines {
    /** Longer ones are passed over; syslog cuts far earlier. */
    private static final int LONGEST = 1 << 16;

    private final InputStream text;
    private final byte[] octets = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long read;
    private long whole;

    /** @param offset octets of the text that were read before */
    Lines(InputStream text, long offset) {
        this.text = text;
        this.read = offset;
        this.whole = offset;
    }

    /** The next line without its line feed; empty at the end. */
    Optional<String> next() throws IOException {
        line.reset();
        boolean tooLong = false;
        while (at < end || fill()) {
            int from = at;
            while (at < end && octets[at] != '\n') {
                at++;
            }
            tooLong |= line.size() + at - from > LONGEST;
            if (!tooLong) {
                line.write(octets, from, at - from);
            }
            read += at - from;
            if (at < end) {
                at++;
                whole = ++read;
                return Optional.of(tooLong ? "" : line.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, text.read(octets));
        return end > 0;
    }

    /** Octets of the text up to the end of the last line. */
    long offset() {
        return whole;
    }
}
