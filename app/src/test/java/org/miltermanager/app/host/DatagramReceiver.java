package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A unix datagram socket as systemd and log daemons have it. */
public final class DatagramReceiver implements AutoCloseable {
    private static final NativeFunction SOCKET = NativeFunction.returningInt("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final NativeFunction BIND = NativeFunction.returningInt("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final NativeFunction RECV =
            NativeFunction.returningInt("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final NativeFunction CLOSE = NativeFunction.returningInt("close", JAVA_INT);
    private static final int DONTWAIT = 0x40;

    private final int socket = (int) SOCKET.call(1, 2, 0).value();

    public DatagramReceiver(String address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bound = LocalDatagram.address(arena, address);
            var result = BIND.call(socket, bound, (int) bound.byteSize());
            if (result.failed()) {
                throw new IllegalStateException(address + ": " + result.reason());
            }
        }
    }

    /** The datagram that has arrived; on this machine, sending is arriving. */
    public String next() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(65_536);
            var received = RECV.call(socket, buffer, buffer.byteSize(), DONTWAIT);
            if (received.failed()) {
                return "nothing: " + received.reason();
            }
            byte[] octets = buffer.asSlice(0, received.value()).toArray(JAVA_BYTE);
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        CLOSE.call(socket);
    }
}
