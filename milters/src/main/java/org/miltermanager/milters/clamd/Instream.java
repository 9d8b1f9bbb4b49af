package org.miltermanager.milters.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.miltermanager.service.Exchange;

/**
 * The request {@code zINSTREAM} (clamd(8)): chunks, each behind its length of four octets, and a length of 0. A message that is not large
 * goes out in one write.
 */
final class Instream {
    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(US_ASCII);
    private static final int LENGTH = Integer.BYTES;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final Exchange exchange;
    private final ByteBuffer out;
    private int chunk = COMMAND.length;
    private boolean sent;

    /** @param size of what will be put, in octets; or more */
    Instream(Exchange exchange, long size) {
        this.exchange = exchange;
        this.out = ByteBuffer.allocate(COMMAND.length + LENGTH + (int) Math.min(size, LARGEST_CHUNK) + LENGTH);
        out.put(COMMAND).putInt(0);
    }

    /** @return false where clamd has answered already, or closed: the rest is of no use */
    boolean put(ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            if (out.remaining() == LENGTH) {
                if (sent && exchange.answersEarly()) {
                    return false;
                }
                send();
            }
            int count = Math.min(part.remaining(), out.remaining() - LENGTH);
            out.put(part.slice(part.position(), count));
            part.position(part.position() + count);
        }
        return true;
    }

    /** Sends what is left, and the end. */
    void end() throws IOException {
        finishChunk();
        out.putInt(0);
        exchange.send(out.flip());
    }

    private void send() throws IOException {
        finishChunk();
        exchange.send(out.flip());
        sent = true;
        chunk = 0;
        out.clear().putInt(0);
    }

    /** An empty chunk would be the end of the stream, which {@link #end} writes anyway. */
    private void finishChunk() {
        int length = out.position() - chunk - LENGTH;
        if (length == 0) {
            out.position(chunk);
        } else {
            out.putInt(chunk, length);
        }
    }
}
