package org.miltermanager.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A socket to a service that is no milter, such as a virus scanner: octets out, octets in. Used by one thread at a time, except {@link
 * #close}. After any exception but that of {@link #send} only {@link #close} makes sense; after that one, what the service said before it
 * closed may still be read.
 */
public final class ServiceConnection implements AutoCloseable {
    private final TimedChannel channel;

    private ServiceConnection(TimedChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @param within deadline for the connection
     * @throws IOException if there is nobody, or not in time; nothing is left open
     */
    public static ServiceConnection open(Endpoint to, Duration within, Deadlines deadlines) throws IOException {
        return new ServiceConnection(TimedChannel.connected(to, within, deadlines));
    }

    /**
     * Sends all that is left in a buffer.
     *
     * @throws IOException if the service is gone or too slow to take it
     */
    public void send(ByteBuffer octets, Duration within) throws IOException {
        channel.within(within, "sending did not end", () -> {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            return true;
        });
    }

    /** Tells the service that no more will be sent; the reply can still be received. */
    public void endSending() throws IOException {
        channel.endWriting();
    }

    /**
     * Waits for octets.
     *
     * @return how many came; -1 at the end of the stream
     * @throws IOException if the service is gone or too slow
     */
    public int receive(ByteBuffer into, Duration within) throws IOException {
        return channel.within(within, "no complete reply", () -> channel.read(into));
    }

    /** @return how many octets could be read without waiting; 0 for none, -1 at the end of the stream */
    public int receiveNow(ByteBuffer into) throws IOException {
        return channel.readNow(into);
    }

    /** Closes the socket; safe from any thread, any number of times. */
    @Override
    public void close() {
        channel.close();
    }
}
