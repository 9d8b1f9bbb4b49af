package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Reply;

/**
 * Collects packets and writes them to a blocking channel at once: separate writes cost 40 ms each over TCP, where the peer delays its
 * acknowledgement. Used by one thread. Keeps {@value #INITIAL} octets of memory while it is empty, once it was used.
 */
public final class FrameWriter {
    private static final int INITIAL = 512;

    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    public void add(Command command) {
        MilterCodec.encode(command, room());
    }

    public void add(Reply reply) {
        MilterCodec.encode(reply, room());
    }

    public void add(Negotiate negotiate) {
        MilterCodec.encode(negotiate, room());
    }

    /** Octets that are waiting to be written. */
    public int size() {
        return octets.readableBytes();
    }

    /** Writes all that was added; blocks until the channel has taken it. After an exception the channel is of no further use. */
    public void flush(WritableByteChannel out) throws IOException {
        while (octets.isReadable()) {
            int count = out.write(octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes()));
            octets.skipBytes(count);
        }
        if (octets.capacity() > INITIAL) {
            release();
        }
        octets.clear();
    }

    /** Gives the memory back, with what was not yet written. */
    public void release() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }

    private ByteBuf room() {
        if (octets.capacity() == 0) {
            octets = ByteBufAllocator.DEFAULT.directBuffer(INITIAL);
        }
        return octets;
    }
}
