package org.miltermanager.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Octets from a mail server, found by coverage. */
class CommandFuzz {
    @FuzzTest(maxDuration = "1m")
    void isACommandOrMalformed(byte[] packet) {
        try {
            var command = MilterCodec.decodeCommand(Unpooled.wrappedBuffer(packet));
            MilterCodec.encode(command, Unpooled.buffer());
        } catch (MalformedPacket _) {
            // one of the two ends that are allowed
        }
    }
}
