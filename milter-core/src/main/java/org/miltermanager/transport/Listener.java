package org.miltermanager.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Accepts connections from the mail server, each on a thread of its own. Where the number of sessions is limited and reached, new
 * connections wait in the kernel's queue until a session ends.
 *
 * <p>Threads may be the kernel's or virtual. A virtual one that waits for a socket is woken through a poller and a scheduler, a hundred
 * times for a message with three milters, which makes a session half as long again; a kernel's one costs memory while it waits.
 */
public final class Listener implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServerSocketChannel socket;
    private final int most;
    private final Semaphore places;
    private final Executor threads;
    private final Consumer<SocketChannel> session;
    private final Consumer<IOException> trouble;
    private volatile boolean failing;

    /**
     * Listens to a socket that is bound already.
     *
     * @param sessions most sessions at a time; 0 for any number
     * @param threads what sessions run on; each task needs a thread at once
     * @param session runs one session and closes its socket; called on the session's thread
     * @param trouble told of a failed accept, such as too many open files or threads; accepting is tried again a second later;
     *     and of a limit that is reached
     */
    public Listener(
            ServerSocketChannel socket,
            int sessions,
            Executor threads,
            Consumer<SocketChannel> session,
            Consumer<IOException> trouble) {
        this.socket = socket;
        this.threads = threads;
        this.most = sessions == 0 ? Integer.MAX_VALUE : sessions;
        this.places = new Semaphore(most);
        this.session = session;
        this.trouble = trouble;
    }

    /** Accepts until closed. */
    public void run() {
        try {
            while (socket.isOpen()) {
                awaitPlace();
                acceptOne();
            }
        } catch (ClosedChannelException | InterruptedException closed) {
            return;
        }
    }

    private void acceptOne() throws ClosedChannelException {
        try {
            serve(socket.accept());
        } catch (ClosedChannelException closed) {
            places.release();
            throw closed;
        } catch (IOException failed) {
            places.release();
            failing = true;
            trouble.accept(failed);
            pause();
            failing = false;
        }
    }

    /** Whether connections are taken as they come, or wait for a place that is to become free; false while accepting fails. */
    public boolean accepting() {
        return socket.isOpen() && !failing;
    }

    /** Sessions that were accepted and have not ended; while {@link #run} runs, one more: the next. */
    public int sessions() {
        return most - places.availablePermits();
    }

    private void awaitPlace() throws InterruptedException {
        if (!places.tryAcquire()) {
            trouble.accept(new IOException("all " + most + " sessions are in use; the next one waits until one ends"));
            places.acquire();
        }
    }

    private void serve(SocketChannel accepted) throws IOException {
        try {
            threads.execute(() -> run(accepted));
        } catch (OutOfMemoryError noThread) {
            accepted.close();
            throw new IOException("no thread for a further session: " + noThread.getMessage(), noThread);
        }
    }

    private void run(SocketChannel accepted) {
        try {
            session.accept(accepted);
        } finally {
            places.release();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts no more; sessions that run go on. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            trouble.accept(e);
        }
    }
}
