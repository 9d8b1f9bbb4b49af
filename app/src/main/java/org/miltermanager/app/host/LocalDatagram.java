package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Datagrams to a unix socket, which Java does not know (Linux, unix(7)). */
final class LocalDatagram {
    private static final NativeFunction SOCKET = NativeFunction.returningInt("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final NativeFunction SENDTO =
            NativeFunction.returningInt("sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final NativeFunction CLOSE = NativeFunction.returningInt("close", JAVA_INT);

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int SUN_PATH = 108;

    private LocalDatagram() {}

    /**
     * Sends one datagram, without waiting.
     *
     * @param address a path, or {@code @name} for a name in the abstract namespace
     * @throws HostFailure if nobody receives there
     */
    static void send(String address, String text) {
        int socket = (int) SOCKET.call((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0).value();
        try (Arena arena = Arena.ofConfined()) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            MemorySegment payload = arena.allocateFrom(JAVA_BYTE, octets);
            MemorySegment to = address(arena, address);
            var sent =
                    SENDTO.call(socket, payload, (long) octets.length, MSG_DONTWAIT_NOSIGNAL, to, (int) to.byteSize());
            if (sent.failed()) {
                throw new HostFailure("cannot send to the socket " + address + ": " + sent.reason());
            }
        } finally {
            CLOSE.call(socket);
        }
    }

    /** struct sockaddr_un; of an abstract name every octet counts, so that its length must be exact. */
    static MemorySegment address(Arena arena, String address) {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        if (name.length + (isAbstract ? 0 : 1) > SUN_PATH) {
            throw new HostFailure(
                    "the name of the socket " + address + " is longer than " + (SUN_PATH - 1) + " octets");
        }
        MemorySegment socketAddress = arena.allocate(Short.BYTES + name.length + (isAbstract ? 0 : 1), Short.BYTES);
        socketAddress.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, socketAddress, JAVA_BYTE, Short.BYTES, name.length);
        if (isAbstract) {
            socketAddress.set(JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return socketAddress;
    }
}
