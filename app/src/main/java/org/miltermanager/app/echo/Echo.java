package org.miltermanager.app.echo;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.SocketChannel;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Listener;
import org.miltermanager.transport.MtaConnection;

/** Serves a mail server on one socket, and prints everything that it says. */
public final class Echo implements AutoCloseable {
    private static final int MAX_FRAME = 1 << 24;

    private final Deadlines deadlines = new Deadlines();
    private final Listener listener;
    private final Blocks blocks;
    private final PrintWriter err;

    /**
     * An echo that does not yet {@link #run}.
     *
     * @param socket bound; it stays the caller's
     * @param out takes what is said
     * @param err takes what goes wrong
     */
    public Echo(ListeningSocket socket, PrintWriter out, PrintWriter err) {
        this.blocks = new Blocks(out);
        this.err = err;
        this.listener = new Listener(
                socket.channel(),
                0,
                Thread::startVirtualThread,
                this::serve,
                trouble -> err.println("cannot accept: " + trouble.getMessage()));
    }

    /** Serves until closed. */
    public void run() {
        listener.run();
    }

    private void serve(SocketChannel accepted) {
        try (var mta = new MtaConnection(accepted, MAX_FRAME, deadlines)) {
            try {
                new EchoSession(mta, blocks).run();
            } finally {
                mta.release();
            }
        } catch (EOFException disconnected) {
            blocks.finished();
        } catch (IOException failure) {
            err.println("session ended: " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        listener.close();
        deadlines.close();
    }
}
