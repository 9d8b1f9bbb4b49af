package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.Ruling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one packet costs, without its way through the kernel: a header, a body chunk of Postfix's size, a verdict, an edit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final Header HEADER = new Header("Subject", " a line of usual length, as most of them have it");
    private static final BodyChunk BODY = new BodyChunk(Octets.of("0123456789abcde\n".repeat(4_096)));
    private static final AddHeader EDIT = new AddHeader("X-Spam-Status", " No, score=0.1");

    private final ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(128 * 1024);
    private ByteBuf header = out;
    private ByteBuf body = out;
    private ByteBuf verdict = out;
    private ByteBuf edit = out;

    /** Packets without their lengths, as the decoder takes them. */
    @Setup(Level.Trial)
    public void encodeSamples() {
        header = packet(HEADER);
        body = packet(BODY);
        verdict = packet(Ruling.CONTINUE);
        edit = packet(EDIT);
    }

    private static ByteBuf packet(Command command) {
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer();
        MilterCodec.encode(command, frame);
        return frame.skipBytes(Integer.BYTES);
    }

    private static ByteBuf packet(Reply reply) {
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer();
        MilterCodec.encode(reply, frame);
        return frame.skipBytes(Integer.BYTES);
    }

    @TearDown(Level.Trial)
    public void release() {
        out.release();
        header.release();
        body.release();
        verdict.release();
        edit.release();
    }

    @Benchmark
    public int encodeHeader() {
        return encoded(HEADER);
    }

    @Benchmark
    public int encodeBody() {
        return encoded(BODY);
    }

    private int encoded(Command command) {
        out.clear();
        MilterCodec.encode(command, out);
        return out.readableBytes();
    }

    @Benchmark
    public Command decodeHeader() {
        return MilterCodec.decodeCommand(header.duplicate());
    }

    @Benchmark
    public Command decodeBody() {
        return MilterCodec.decodeCommand(body.duplicate());
    }

    @Benchmark
    public Reply decodeVerdict() {
        return MilterCodec.decodeReply(verdict.duplicate());
    }

    @Benchmark
    public Reply decodeEdit() {
        return MilterCodec.decodeReply(edit.duplicate());
    }
}
