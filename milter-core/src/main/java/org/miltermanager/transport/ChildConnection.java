package org.miltermanager.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.miltermanager.codec.FrameReader;
import org.miltermanager.codec.FrameWriter;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Reply;

/**
 * A socket to a milter: commands out, replies in. Used by one thread at a time, except {@link #close}. After any exception only
 * {@link #close} makes sense: replies may be in flight.
 */
public final class ChildConnection implements AutoCloseable {
    private static final int FLUSH_AT = 64 * 1024;

    private final TimedChannel channel;
    private final FrameWriter out = new FrameWriter();
    private final FrameReader<Reply> in;

    private ChildConnection(TimedChannel channel, int maxFrame) {
        this.channel = channel;
        this.in = FrameReader.ofReplies(maxFrame);
    }

    /**
     * Connects.
     *
     * @param within deadline for the connection
     * @param maxFrame largest reply accepted, in octets
     * @throws IOException if there is nobody, or not in time; nothing is left open
     */
    public static ChildConnection open(Endpoint to, Duration within, int maxFrame, Deadlines deadlines)
            throws IOException {
        return new ChildConnection(TimedChannel.connected(to, within, deadlines), maxFrame);
    }

    /**
     * Adds a command to what is sent with the next {@link #receive} or {@link #flush}; a long queue is sent at once.
     *
     * @param within deadline for sending, should it come to that
     */
    public void send(Command command, Duration within) throws IOException {
        out.add(command);
        if (out.size() >= FLUSH_AT) {
            flush(within);
        }
    }

    /** Sends what is queued. */
    public void flush(Duration within) throws IOException {
        if (out.size() > 0) {
            channel.within(within, "sending did not end", () -> {
                out.flush(channel);
                return true;
            });
        }
    }

    /**
     * Sends what is queued, and waits for one reply.
     *
     * @throws java.net.ProtocolException if the reply is none
     * @throws IOException if the milter is gone or too slow
     */
    public Reply receive(Duration within) throws IOException {
        return channel.within(within, "no reply", () -> {
            if (out.size() > 0) {
                out.flush(channel);
            }
            return Packets.next(in, channel);
        });
    }

    /** Whether more came with the last reply than was asked for. Costs nothing. */
    public boolean hasMore() {
        return in.pending();
    }

    /**
     * Whether the milter said something while nothing was asked: every later reply would be taken for the one before it.
     *
     * @throws EOFException if the milter has closed the connection
     */
    public boolean spokeUnasked() throws IOException {
        if (hasMore()) {
            return true;
        }
        int count = channel.readNow(ByteBuffer.allocate(1));
        if (count < 0) {
            throw new EOFException("the milter closed the connection");
        }
        return count > 0;
    }

    /** Closes the socket; safe from any thread, any number of times. What is queued is not sent. */
    @Override
    public void close() {
        channel.close();
    }

    /** Gives the buffers back. To be called once, by the thread that used this connection. */
    public void release() {
        out.release();
        in.release();
    }
}
