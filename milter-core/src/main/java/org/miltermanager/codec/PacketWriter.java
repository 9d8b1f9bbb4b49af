package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.miltermanager.wire.Octets;

/** Appends one frame to a buffer; its length is measured when the packet is complete. */
final class PacketWriter {
    private final ByteBuf out;
    private final int start;

    PacketWriter(ByteBuf out, char code) {
        this.out = out;
        this.start = out.writerIndex();
        out.writeInt(0).writeByte(code);
    }

    void octet(char octet) {
        out.writeByte(octet);
    }

    PacketWriter int16(int number) {
        out.writeShort(number);
        return this;
    }

    PacketWriter int32(long number) {
        out.writeInt((int) number);
        return this;
    }

    /** One octet per char, and a NUL. A NUL within the string ends it: that is how far a peer would read it. */
    PacketWriter string(String string) {
        int nul = string.indexOf('\0');
        out.writeCharSequence(nul < 0 ? string : string.substring(0, nul), StandardCharsets.ISO_8859_1);
        out.writeByte(0);
        return this;
    }

    void strings(Iterable<String> strings) {
        strings.forEach(this::string);
    }

    /** Without a NUL. */
    void octets(Octets octets) {
        out.writeBytes(octets.buffer());
    }

    void backfillLength() {
        out.setInt(start, out.writerIndex() - start - Integer.BYTES);
    }
}
