package org.miltermanager.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A socket whose blocking calls end, with the socket, when a deadline passes. Used by one thread at a time. */
final class TimedChannel implements ByteChannel, Deadlines.Timed {
    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel socket;
    private final Deadlines deadlines;
    private volatile long due = NEVER;
    private volatile boolean expired;
    private String complaint = "";

    TimedChannel(SocketChannel socket, Deadlines deadlines) throws IOException {
        this.socket = socket;
        this.deadlines = deadlines;
        noDelay();
        deadlines.add(this);
    }

    private void noDelay() throws IOException {
        try {
            if (socket.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        } catch (IOException gone) {
            socket.close();
            throw gone;
        }
    }

    /** Finds the addresses and tries them, all within a time. */
    static TimedChannel connected(Endpoint to, Duration within, Deadlines deadlines) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        List<SocketAddress> addresses = to.addresses(within);
        var failures = new ArrayList<IOException>();
        for (int nth = 0; nth < addresses.size(); nth++) {
            long now = System.nanoTime();
            long share = (end - now) / (addresses.size() - nth);
            try {
                return connected(to.family(), addresses.get(nth), now + share, within, deadlines);
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        throw failures.getLast();
    }

    private static TimedChannel connected(
            ProtocolFamily family, SocketAddress address, long end, Duration within, Deadlines deadlines)
            throws IOException {
        boolean unix = family == StandardProtocolFamily.UNIX;
        var channel = new TimedChannel(unix ? SocketChannel.open(family) : SocketChannel.open(), deadlines);
        try {
            channel.until(end, "no connection", within, () -> channel.socket.connect(address));
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Something that blocks in this channel. */
    interface Blocking<T> {
        T run() throws IOException;
    }

    /**
     * Runs something that blocks in this channel.
     *
     * @param missing what has not happened when the time is over: "no reply"
     * @throws InterruptedIOException if the time was over; the channel is then closed
     */
    <T> T within(Duration limit, String missing, Blocking<T> action) throws IOException {
        return until(System.nanoTime() + limit.toNanos(), missing, limit, action);
    }

    private <T> T until(long end, String missing, Duration limit, Blocking<T> action) throws IOException {
        complaint = missing + " within " + limit.toMillis() + " ms";
        due = end;
        try {
            return action.run();
        } catch (ClosedChannelException closed) {
            throw explained(closed);
        } finally {
            due = NEVER;
        }
    }

    /** A write that blocked may succeed just when its time is over: the next call is then the first to meet a closed channel. */
    private IOException explained(ClosedChannelException closed) {
        if (!expired) {
            return closed;
        }
        var late = new InterruptedIOException(complaint);
        late.initCause(closed);
        return late;
    }

    @Override
    public void tick(long now) {
        long end = due;
        if (end != NEVER && now - end >= 0) {
            expired = true;
            close();
        }
    }

    /** @return octets that can be read without waiting; 0 for none, -1 at the end of the stream */
    int readNow(ByteBuffer into) throws IOException {
        try {
            socket.configureBlocking(false);
            int count = socket.read(into);
            socket.configureBlocking(true);
            return count;
        } catch (ClosedChannelException closed) {
            throw explained(closed);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return socket.write(from);
    }

    /** The peer sees the end of the stream; what it says can still be read. */
    void endWriting() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (ClosedChannelException closed) {
            throw explained(closed);
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() {
        deadlines.remove(this);
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and there is nobody to act on it.
        }
    }
}
