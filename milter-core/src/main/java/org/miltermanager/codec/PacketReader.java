package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.wire.CommandCode;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.ReplyCode;

/** Takes one packet apart, from its code to its last octet. Copies what it returns: nothing refers to the packet afterwards. */
final class PacketReader {
    private final ByteBuf packet;
    private String wireName = "packet";

    /** @param packet without its length */
    PacketReader(ByteBuf packet) {
        this.packet = packet;
    }

    CommandCode commandCode() {
        char octet = octet("the code of a command");
        CommandCode code = CommandCode.of(octet).orElseThrow(() -> unexpected(octet, "a command (SMFIC_*)"));
        wireName = code.wireName();
        return code;
    }

    ReplyCode replyCode() {
        char octet = octet("the code of a reply");
        ReplyCode code = ReplyCode.of(octet).orElseThrow(() -> unexpected(octet, "a reply (SMFIR_*)"));
        wireName = code.wireName();
        return code;
    }

    boolean hasMore() {
        return packet.isReadable();
    }

    /** One octet, 0 to 255. */
    char octet(String what) {
        demand(1, what);
        return (char) packet.readUnsignedByte();
    }

    /** 0 to 65,535. */
    int int16(String what) {
        demand(Short.BYTES, what);
        return packet.readUnsignedShort();
    }

    /** 0 to 4,294,967,295. */
    long int32(String what) {
        demand(Integer.BYTES, what);
        return packet.readUnsignedInt();
    }

    /** Up to the next NUL, which must be there. */
    String string(String what) {
        int length = packet.bytesBefore((byte) 0);
        if (length < 0) {
            throw malformed(packet.readableBytes() + " octets without NUL", what + " that ends in NUL");
        }
        String string = latin1(length);
        packet.skipBytes(1);
        return string;
    }

    /** All that is left, each up to its NUL; may be none. */
    List<String> strings(String what) {
        var strings = new ArrayList<String>();
        while (packet.isReadable()) {
            strings.add(string(what));
        }
        return strings;
    }

    /** What remains, up to a NUL if there is one; what is behind the NUL is dropped. */
    String text() {
        int length = packet.bytesBefore((byte) 0);
        String text = latin1(length < 0 ? packet.readableBytes() : length);
        ignoreRest();
        return text;
    }

    /** All that is left. */
    Octets octets() {
        var bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        return Octets.of(bytes);
    }

    void ignoreRest() {
        packet.skipBytes(packet.readableBytes());
    }

    /** @return the value, having seen that no octet is left over */
    <T> T exhausted(T value) {
        if (packet.isReadable()) {
            throw malformed(packet.readableBytes() + " octets more", "the end of the packet");
        }
        return value;
    }

    MalformedPacket malformed(String got, String expected) {
        return new MalformedPacket(wireName, got, expected);
    }

    MalformedPacket unexpected(char octet, String expected) {
        return malformed(octet > ' ' && octet < 0x7F ? "'" + octet + "'" : "0x%02X".formatted((int) octet), expected);
    }

    private void demand(int octets, String what) {
        if (packet.readableBytes() < octets) {
            throw malformed(packet.readableBytes() + " octets", what + " (" + octets + ")");
        }
    }

    private String latin1(int length) {
        String string = packet.toString(packet.readerIndex(), length, StandardCharsets.ISO_8859_1);
        packet.skipBytes(length);
        return string;
    }
}
