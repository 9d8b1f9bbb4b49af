package org.miltermanager.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/** Octets from a milter, found by coverage. */
class ReplyFuzz {
    @FuzzTest(maxDuration = "1m")
    void isAReplyOrMalformed(byte[] packet) {
        try {
            var reply = MilterCodec.decodeReply(Unpooled.wrappedBuffer(packet));
            MilterCodec.encode(reply, Unpooled.buffer());
        } catch (MalformedPacket _) {
            // one of the two ends that are allowed
        }
    }
}
