package org.miltermanager.milter;

import java.util.Arrays;
import org.miltermanager.wire.Octets;

/**
 * The lines of a replaced body as the mail server stores them: a bare LF ends a line as CRLF does, a lone CR stays in its line, and a last
 * line without an end gets one at Postfix ({@code milter8.c}, measured), and at Sendmail only when the message is delivered.
 */
public final class BodyReplacement implements AutoCloseable {
    private final BodySpool spool;
    private final boolean endsLastLine;
    private byte last = '\n';

    /**
     * A new body without a line.
     *
     * @param spool takes it; empty
     * @param endsLastLine whether the mail server ends the last line at once
     */
    public BodyReplacement(BodySpool spool, boolean endsLastLine) {
        this.spool = spool;
        this.endsLastLine = endsLastLine;
    }

    /**
     * Takes the next part of the new body, which may end anywhere.
     *
     * @throws java.io.UncheckedIOException as {@link BodySpool#append}
     */
    public void append(Octets part) {
        var out = new byte[part.length() * 2];
        var in = part.buffer();
        int length = 0;
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet == '\n' && (last != '\r')) {
                out[length++] = '\r';
            }
            out[length++] = octet;
            last = octet;
        }
        spool.append(Octets.of(Arrays.copyOf(out, length)));
    }

    /** All parts were there: the spool, which is the caller's to close. */
    public BodySpool finish() {
        if (endsLastLine && last != '\n') {
            spool.append(Octets.of("\r\n"));
        }
        return spool;
    }

    /** Forgets it all. */
    @Override
    public void close() {
        spool.close();
    }
}
