package org.miltermanager.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.miltermanager.codec.FrameReader;
import org.miltermanager.codec.FrameWriter;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Progress;
import org.miltermanager.wire.Reply;

/**
 * The socket on which a mail server speaks to us: commands in, replies out. Used by the session's thread alone, except {@link #close}.
 */
public final class MtaConnection implements AutoCloseable {
    /** libmilter's time for a silent mail server ({@code smfi_settimeout}): longer than any SMTP session may idle. */
    private static final Duration IDLE = Duration.ofSeconds(7_210);

    private static final Duration SENDING = Duration.ofSeconds(60);
    private static final int FLUSH_AT = 64 * 1024;

    private final TimedChannel channel;
    private final Deadlines deadlines;
    private final FrameReader<Command> in;
    private final FrameWriter out = new FrameWriter();

    /**
     * Takes over an accepted socket.
     *
     * @param maxFrame largest command accepted, in octets
     */
    public MtaConnection(SocketChannel socket, int maxFrame, Deadlines deadlines) throws IOException {
        this.channel = new TimedChannel(socket, deadlines);
        this.deadlines = deadlines;
        this.in = FrameReader.ofCommands(maxFrame);
    }

    /**
     * Sends what was written, and waits for the next command.
     *
     * @throws java.io.EOFException if the mail server closed the connection
     * @throws java.net.ProtocolException if it sent something that is no packet
     * @throws IOException if it vanished or was silent for two hours
     */
    public Command read() throws IOException {
        if (!in.pending()) {
            flush();
        }
        return channel.within(IDLE, "no command of the mail server", () -> Packets.next(in, channel));
    }

    /** Queues a reply; it is sent before the next command is waited for, or with {@link #flush}. */
    public void write(Reply reply) throws IOException {
        out.add(reply);
        if (out.size() >= FLUSH_AT) {
            flush();
        }
    }

    /** Sends what was written. */
    public void flush() throws IOException {
        if (out.size() > 0) {
            channel.within(SENDING, "the mail server took no answer", () -> {
                out.flush(channel);
                return true;
            });
        }
    }

    /**
     * Tells the mail server at an interval that we are at work (SMFIR_PROGRESS), until closed. Meanwhile nothing else may be written.
     *
     * @param vanished called by another thread when the mail server is found to be gone, which takes two intervals
     */
    public KeepAlive keepAlive(Duration interval, Runnable vanished) {
        return new KeepAlive(interval, vanished);
    }

    /** Sends SMFIR_PROGRESS until it is closed. Most messages are judged before the first one is due: until then it takes no thread. */
    public final class KeepAlive implements AutoCloseable, Deadlines.Timed {
        private final Duration interval;
        private final Runnable vanished;
        private volatile long due;
        private boolean done;

        private KeepAlive(Duration interval, Runnable vanished) {
            this.interval = interval;
            this.vanished = vanished;
            this.due = System.nanoTime() + interval.toNanos();
            deadlines.add(this);
        }

        @Override
        public void tick(long now) {
            long before = due;
            if (now - before >= 0) {
                due = now + interval.toNanos() + SENDING.toNanos();
                try {
                    Thread.startVirtualThread(this::beat);
                } catch (RuntimeException | Error noThread) {
                    due = before;
                    throw noThread;
                }
            }
        }

        private synchronized void beat() {
            if (done) {
                return;
            }
            try {
                write(Progress.PROGRESS);
                flush();
                due = System.nanoTime() + interval.toNanos();
            } catch (IOException gone) {
                channel.close();
                vanished.run();
                close();
            }
        }

        /** Returns when nothing is being sent any more. */
        @Override
        public void close() {
            deadlines.remove(this);
            synchronized (this) {
                done = true;
            }
        }
    }

    /** Closes the socket; safe from any thread, any number of times. */
    @Override
    public void close() {
        channel.close();
    }

    /** Gives the buffers back. To be called once, by the session's thread. */
    public void release() {
        out.release();
        in.release();
    }
}
