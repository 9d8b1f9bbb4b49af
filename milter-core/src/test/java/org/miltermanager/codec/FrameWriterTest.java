package org.miltermanager.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.StepFlag;

class FrameWriterTest {
    private final FrameWriter writer = new FrameWriter();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @AfterEach
    void release() {
        writer.release();
    }

    @Test
    void writesAllFramesAtOnce() throws IOException {
        writer.add(new Negotiate(6, Set.of(ActionFlag.CHGBODY), Set.of(StepFlag.NOHELO)));
        writer.add(new Helo("x"));
        writer.add(Mark.DATA);
        writer.add(Ruling.REJECT);

        writer.flush(Channels.newChannel(sent));

        assertArrayEquals(
                Packets.bytes("\0\0\0\15O\0\0\0\6\0\0\0\2\0\0\0\2" + "\0\0\0\3Hx\0" + "\0\0\0\1T" + "\0\0\0\1r"),
                sent.toByteArray());
    }

    @Test
    void countsWhatWaits() {
        writer.add(new Helo("x"));

        int size = writer.size();

        assertEquals(7, size);
    }

    @Test
    void hasNothingLeftAfterWriting() throws IOException {
        writer.add(new Helo("x"));

        writer.flush(Channels.newChannel(sent));

        assertEquals(0, writer.size());
    }

    @Test
    void writesOnAfterWriting() throws IOException {
        writer.add(new Helo("x"));
        writer.flush(Channels.newChannel(sent));
        writer.add(Mark.DATA);

        writer.flush(Channels.newChannel(sent));

        assertArrayEquals(Packets.bytes("\0\0\0\3Hx\0" + "\0\0\0\1T"), sent.toByteArray());
    }

    @Test
    void writesUntilASlowChannelHasTakenAll() throws IOException {
        var chunk = "0123456789".repeat(6_553);
        writer.add(new BodyChunk(Octets.of(chunk)));

        writer.flush(slow(Channels.newChannel(sent)));

        assertArrayEquals(Packets.bytes(Packets.length(65_531) + "B" + chunk), sent.toByteArray());
    }

    private static WritableByteChannel slow(WritableByteChannel target) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                int count = Math.min(1_000, source.remaining());
                target.write(source.slice(source.position(), count));
                source.position(source.position() + count);
                return count;
            }

            @Override
            public boolean isOpen() {
                return target.isOpen();
            }

            @Override
            public void close() throws IOException {
                target.close();
            }
        };
    }
}
