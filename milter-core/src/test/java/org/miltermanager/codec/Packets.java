package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Octets written by hand, one char each. */
final class Packets {
    private Packets() {}

    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuf buffer(String octets) {
        return Unpooled.wrappedBuffer(bytes(octets));
    }

    /** A length as it stands on the wire. */
    static String length(int length) {
        return Unpooled.buffer(4).writeInt(length).toString(StandardCharsets.ISO_8859_1);
    }
}
