package org.miltermanager.wire;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable run of octets: a body chunk. Safe for use by any thread. */
public final class Octets {
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes from now on owned by this object: the caller must not change them */
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Octets(bytes);
    }

    /** @param text one char per octet (ISO-8859-1) */
    public static Octets of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @return a read-only view with its own position */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Copies {@code count} octets from {@code from} into {@code target} at {@code at}. */
    public void copyTo(int from, byte[] target, int at, int count) {
        System.arraycopy(bytes, from, target, at, count);
    }

    /** Writes them all. */
    public void writeTo(DataOutput target) throws IOException {
        target.write(bytes);
    }

    /** @return one char per octet (ISO-8859-1) */
    public String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length alone: message content stays out of logs. */
    @Override
    public String toString() {
        return bytes.length + " octets";
    }
}
