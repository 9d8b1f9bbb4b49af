package org.miltermanager.transport;

import java.io.IOException;
import java.net.ProtocolException;
import org.miltermanager.codec.FrameReader;
import org.miltermanager.codec.MalformedPacket;

/** Reading packets, with one kind of exception for all that can go wrong with a peer. */
final class Packets {
    private Packets() {}

    static <T> T next(FrameReader<T> in, TimedChannel channel) throws IOException {
        try {
            return in.read(channel);
        } catch (MalformedPacket malformed) {
            var violation = new ProtocolException(malformed.getMessage());
            violation.initCause(malformed);
            throw violation;
        }
    }
}
