package org.miltermanager.app.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.miltermanager.fixtures.wire.Packet;

/**
 * One thing that a mail server says to a milter: a command with the macros before it.
 *
 * @param command its code
 * @param unansweredIf the SMFIP_NR_* bit by which a milter says that it does not answer; 0 where there is always an answer
 * @param frames the packets as they go over the wire; readers take a duplicate
 */
record Step(char command, int unansweredIf, ByteBuffer frames) {
    static Step of(int unansweredIf, Packet... packets) {
        var frames = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            frames.writeBytes(packet.frame());
        }
        return new Step(
                packets[packets.length - 1].code(),
                unansweredIf,
                ByteBuffer.wrap(frames.toByteArray()).asReadOnlyBuffer());
    }
}
