package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Reply;

/**
 * Takes packets out of a blocking channel, whether they come glued together or in pieces. Used by one thread.
 *
 * <p>Between packets it keeps {@value #IDLE} octets of memory, whatever came before: most connections are idle most of the time.
 *
 * @param <T> what a packet is decoded to
 */
public final class FrameReader<T> {
    private static final int IDLE = 512;
    /** A peer whose packets reach the end of the small buffer has more to say, such as the headers of a message. */
    private static final int BUSY = 16 * 1024;

    private final int maxLength;
    private final Function<ByteBuf, T> decode;
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    /**
     * For the packets of a mail server.
     *
     * @param maxLength longest packet to take, its code included, in octets
     */
    public static FrameReader<Command> ofCommands(int maxLength) {
        return new FrameReader<>(maxLength, MilterCodec::decodeCommand);
    }

    /**
     * For the packets of a milter.
     *
     * @param maxLength longest packet to take, its code included, in octets
     */
    public static FrameReader<Reply> ofReplies(int maxLength) {
        return new FrameReader<>(maxLength, MilterCodec::decodeReply);
    }

    /**
     * @param maxLength longest packet to take, its code included, in octets
     * @param decode gets one packet without its length, and must not keep it
     */
    public FrameReader(int maxLength, Function<ByteBuf, T> decode) {
        this.maxLength = maxLength;
        this.decode = decode;
    }

    /**
     * The next packet; blocks until all of it is there. After any exception the channel is of no further use.
     *
     * @param in in blocking mode
     * @throws EOFException where the peer closed the connection; the message tells an orderly end from one within a packet
     * @throws MalformedPacket where the length is 0 or too large, before memory is taken for it, or where the packet is malformed
     */
    public T read(ReadableByteChannel in) throws IOException {
        if (!pending()) {
            startSmall();
        }
        fill(in, Integer.BYTES);
        int length = checkedLength();
        fill(in, Integer.BYTES + length);
        return decode.apply(octets.skipBytes(Integer.BYTES).readSlice(length));
    }

    /** @return true where octets of a further packet have come already: after the last expected reply, a peer that spoke out of turn */
    public boolean pending() {
        return octets.isReadable();
    }

    /** Gives the memory back, with what was not yet decoded. */
    public void release() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }

    private void startSmall() {
        if (octets.capacity() != IDLE) {
            release();
            octets = ByteBufAllocator.DEFAULT.directBuffer(IDLE);
        }
        octets.clear();
    }

    private void fill(ReadableByteChannel in, int wanted) throws IOException {
        while (octets.readableBytes() < wanted) {
            makeRoom(wanted);
            int count = in.read(octets.internalNioBuffer(octets.writerIndex(), octets.writableBytes()));
            if (count < 0) {
                throw ended(wanted);
            }
            octets.writerIndex(octets.writerIndex() + count);
        }
    }

    private void makeRoom(int wanted) {
        if (octets.readerIndex() + wanted <= octets.capacity()) {
            return;
        }
        octets.discardReadBytes();
        int roomy = Math.max(wanted, BUSY);
        if (octets.capacity() < roomy) {
            octets.capacity(roomy);
        }
    }

    private int checkedLength() {
        long length = octets.getUnsignedInt(octets.readerIndex());
        if (length == 0 || length > maxLength) {
            throw new MalformedPacket("packet", "length " + length + asText(), "1 to " + maxLength);
        }
        return (int) length;
    }

    /** Another protocol's first word is read as a length. */
    private String asText() {
        String text = octets.toString(octets.readerIndex(), Integer.BYTES, StandardCharsets.ISO_8859_1);
        boolean printable = text.chars().allMatch(octet -> octet >= ' ' && octet < 0x7F);
        return printable ? " (the text \"" + text + "\": does the peer speak another protocol?)" : "";
    }

    private EOFException ended(int wanted) {
        return new EOFException(
                pending()
                        ? "connection closed within a packet: got " + octets.readableBytes() + " octets, expected "
                                + wanted
                        : "connection closed");
    }
}
