package org.miltermanager.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.miltermanager.fixtures.wire.Commands;

/**
 * A connection to a milter as a mail server holds it: what is said is kept in a buffer of Postfix's size until an answer is waited for.
 * Blocking calls on the caller's thread, no memory taken per packet, so that the mail server itself costs as little as it can.
 */
final class MilterLine implements AutoCloseable {
    private static final int POSTFIX_BUFFER = 4096;
    private static final int ANSWER = 32 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(POSTFIX_BUFFER);
    private final ByteBuffer in = ByteBuffer.allocateDirect(ANSWER).flip();
    private int unanswered;

    private MilterLine(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects and negotiates, offering what Postfix offers. */
    static MilterLine open(SocketAddress milter) throws IOException {
        SocketChannel channel = SocketChannel.open(milter);
        if (!(milter instanceof UnixDomainSocketAddress)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        var line = new MilterLine(channel);
        line.say(ByteBuffer.wrap(Commands.negotiate().frame()));
        line.negotiated();
        return line;
    }

    private void negotiated() throws IOException {
        int length = awaitPacket();
        if (in.get(in.position()) != 'O') {
            throw new IOException("no answer to the negotiation: got '" + (char) in.get(in.position()) + "'");
        }
        unanswered = in.getInt(in.position() + 9);
        skip(length);
    }

    /** Says a step; waits for its answer, which must be to continue, unless it was agreed that none comes. */
    void ask(Step step) throws IOException {
        say(step.frames());
        if ((unanswered & step.unansweredIf()) == 0) {
            char answer = next();
            if (answer != 'c') {
                throw new IOException("got '" + answer + "' to '" + step.command() + "', expected 'c'");
            }
        }
    }

    /** Ends the message. @return how many headers the milter added */
    int endMessage(Step end) throws IOException {
        say(end.frames());
        int added = 0;
        char answer = next();
        while (answer == 'h' || answer == 'p') {
            added += answer == 'h' ? 1 : 0;
            answer = next();
        }
        if (answer != 'c') {
            throw new IOException("got '" + answer + "' at end of message, expected 'h' and 'c'");
        }
        return added;
    }

    void quit() throws IOException {
        say(ByteBuffer.wrap(Commands.quit().frame()));
        flush();
    }

    private void say(ByteBuffer frames) throws IOException {
        ByteBuffer rest = frames.duplicate();
        while (rest.hasRemaining()) {
            int some = Math.min(out.remaining(), rest.remaining());
            out.put(rest.slice(rest.position(), some));
            rest.position(rest.position() + some);
            if (!out.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    private char next() throws IOException {
        int length = awaitPacket();
        char code = (char) in.get(in.position());
        skip(length);
        return code;
    }

    /** @return its length; it lies at the position of the buffer */
    private int awaitPacket() throws IOException {
        flush();
        await(Integer.BYTES);
        int length = in.getInt();
        await(length);
        return length;
    }

    private void await(int octets) throws IOException {
        while (in.remaining() < octets) {
            in.compact();
            if (channel.read(in) < 0) {
                throw new EOFException("the milter closed the connection");
            }
            in.flip();
        }
    }

    private void skip(int octets) {
        in.position(in.position() + octets);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
