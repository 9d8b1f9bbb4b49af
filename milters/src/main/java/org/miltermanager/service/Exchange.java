package org.miltermanager.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.ServiceConnection;

/** One request and its reply, on a connection of their own. Used by one thread, but for {@link #close}. */
public final class Exchange implements AutoCloseable {
    private static final int PART = 4096;

    private final ServiceConnection connection;
    private final Duration transfer;
    private final long end;
    private final ByteBuffer in = ByteBuffer.allocate(PART);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean closed;

    private Exchange(ServiceConnection connection, Duration transfer, long end) {
        this.connection = connection;
        this.transfer = transfer;
        this.end = end;
    }

    /**
     * Connects.
     *
     * @param connect deadline for the connection
     * @param transfer deadline for each read and write
     * @param whole deadline for all of it
     */
    static Exchange open(Endpoint server, Duration connect, Duration transfer, Duration whole, Deadlines deadlines)
            throws IOException {
        long end = System.nanoTime() + whole.toNanos();
        Duration within = connect.compareTo(whole) < 0 ? connect : whole;
        return new Exchange(ServiceConnection.open(server, within, deadlines), transfer, end);
    }

    /**
     * Sends all that is left in the buffer.
     *
     * @throws IOException if the server does not take it; what it said before may still be received
     */
    public void send(ByteBuffer octets) throws IOException {
        connection.send(octets, limit());
    }

    /** The request is complete, which some servers want to see by the end of the stream. */
    public void endSending() throws IOException {
        connection.endSending();
    }

    /** Looks, without waiting, whether the server speaks or has closed before it was its turn. */
    public boolean answersEarly() throws IOException {
        int count = connection.receiveNow(in.clear());
        hear(count);
        return count != 0;
    }

    /**
     * Waits for the reply, up to an octet that ends it.
     *
     * @param ends the octets that do
     * @param most so many octets are taken at the most
     * @return the reply and its end; without the end where the server closed, or said more, before it came
     */
    public String receiveUntil(String ends, int most) throws IOException {
        while (!closed && heard.size() < most && length(said(), ends) < 0) {
            hear(connection.receive(in.clear(), limit()));
        }
        String reply = said();
        int length = length(reply, ends);
        return reply.substring(0, Math.min(length < 0 ? reply.length() : length, most));
    }

    /** @return where the reply ends; negative where it does not yet */
    private static int length(String reply, String ends) {
        for (int i = 0; i < reply.length(); i++) {
            if (ends.indexOf(reply.charAt(i)) >= 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * Waits for the reply, which ends where the server closes the connection.
     *
     * @param most so many octets are taken at the most
     */
    public String receiveAll(int most) throws IOException {
        while (!closed && heard.size() < most) {
            hear(connection.receive(in.clear(), limit()));
        }
        String reply = said();
        return reply.substring(0, Math.min(reply.length(), most));
    }

    private void hear(int count) {
        if (count < 0) {
            closed = true;
        } else {
            heard.write(in.array(), 0, count);
        }
    }

    private String said() {
        return heard.toString(ISO_8859_1);
    }

    private Duration limit() throws InterruptedIOException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw new InterruptedIOException("no complete reply within the time for all of it");
        }
        return left.compareTo(transfer) < 0 ? left : transfer;
    }

    @Override
    public void close() {
        connection.close();
    }
}
