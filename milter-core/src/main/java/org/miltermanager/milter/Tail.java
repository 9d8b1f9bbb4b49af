package org.miltermanager.milter;

import java.util.Arrays;
import org.miltermanager.wire.Octets;

/**
 * The last chunk of a body, as long as it grows. A part that is alone in it, as mail servers send them, is kept as it came; several are
 * copied together, however small they are.
 */
final class Tail {
    private static final byte[] NOTHING = {};

    private Octets alone = Octets.NONE;
    private byte[] joined = NOTHING;
    private int length;

    /**
     * Takes of a part what fits into the chunk.
     *
     * @param from where in the part to begin
     * @return how many octets were taken
     */
    int append(Octets part, int from) {
        int count = Math.min(part.length() - from, Message.CHUNK - length);
        if (length == 0 && count == part.length()) {
            alone = part;
        } else {
            join(part, from, count);
        }
        length += count;
        return count;
    }

    private void join(Octets part, int from, int count) {
        if (joined.length == 0) {
            joined = new byte[Message.CHUNK];
            alone.copyTo(0, joined, 0, length);
        }
        part.copyTo(from, joined, length, count);
    }

    int length() {
        return length;
    }

    /** What it holds. */
    Octets octets() {
        if (joined.length == 0) {
            return alone;
        }
        return Octets.of(length == joined.length ? joined : Arrays.copyOf(joined, length));
    }

    /** Begins a new chunk. What {@link #octets} gave before stays as it is. */
    void clear() {
        alone = Octets.NONE;
        joined = NOTHING;
        length = 0;
    }
}
