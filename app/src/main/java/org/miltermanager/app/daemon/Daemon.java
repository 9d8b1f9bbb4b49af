package org.miltermanager.app.daemon;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.session.MtaSession;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.Listener;
import org.miltermanager.transport.MtaConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the mail server on one socket until it is told to stop. Reload and stop may be called by any thread.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final ListeningSocket socket;
    private final Listener listener;
    private final Thread acceptor;
    private final Supplier<SessionListener> ears;
    private final Deadlines deadlines;
    private final Sessions sessions;
    private final Introductions introductions = new Introductions(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Reign reign;

    /**
     * A daemon on a socket that is bound already; it closes the socket when it ends.
     *
     * @param assembly with which it begins; also the limits on connections
     * @param ears makes the listener of each session
     */
    public Daemon(ListeningSocket socket, Assembly assembly, Deadlines deadlines, Supplier<SessionListener> ears) {
        this(socket, assembly, deadlines, ears, new Sessions());
    }

    /** The same, whose sessions somebody else counts, too. */
    Daemon(
            ListeningSocket socket,
            Assembly assembly,
            Deadlines deadlines,
            Supplier<SessionListener> ears,
            Sessions sessions) {
        this.sessions = sessions;
        this.socket = socket;
        this.reign = new Reign(assembly);
        this.deadlines = deadlines;
        this.ears = ears;
        this.listener = new Listener(
                socket.channel(),
                assembly.limits().sessions(),
                session -> assembly().settings().threads().execute(session),
                this::serve,
                trouble -> LOG.error("cannot accept connections of the mail server: {}", trouble.getMessage()));
        this.acceptor = Thread.ofPlatform().name("accept").unstarted(listener::run);
    }

    /** Begins to accept connections. */
    public void start() {
        introductions.begin(assembly().milters());
        acceptor.start();
        LOG.info("listening on {}, milters: {}", socket.endpoint(), assembly().names());
        warnOfNone(assembly());
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return socket.endpoint();
    }

    /** Whether a mail server that connects now is served. */
    public boolean accepting() {
        return acceptor.isAlive() && listener.accepting();
    }

    private Assembly assembly() {
        return reign.assembly();
    }

    private void serve(SocketChannel accepted) {
        Reign mine = entered();
        try {
            var mta = new MtaConnection(accepted, mine.assembly().limits().frame(), deadlines);
            sessions.run(new MtaSession(mta, mine.assembly(), ears.get()));
        } catch (IOException gone) {
            LOG.warn("the mail server was gone before its session began: {}", gone.getMessage());
        } finally {
            mine.leave();
        }
    }

    /** One may end between the look at it and the step in: then there is another. */
    private Reign entered() {
        Reign present = reign;
        while (!present.enter()) {
            present = reign;
        }
        return present;
    }

    /** Uses another chain for the sessions that begin from now on; those that run keep theirs. */
    public synchronized void reload(Assembly next) {
        introductions.begin(next.milters());
        Reign former = reign;
        reign = new Reign(next);
        former.leave();
        LOG.info("reloaded, milters: {}", next.names());
        warnOfNone(next);
    }

    private static void warnOfNone(Assembly assembly) {
        if (assembly.milters().isEmpty()) {
            LOG.warn("no milter is configured and enabled: every message passes as it is");
        }
    }

    /** One line for people: sessions and milters. */
    public String status() {
        return sessions.count() + " sessions, " + sessions.finished() + " finished, milters: "
                + assembly().names();
    }

    /** What messages that are under way get when it ends. */
    Duration shutdownGrace() {
        return assembly().limits().shutdownGrace();
    }

    /** Tells {@link #awaitStop} to return. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Waits until {@link #stop}.
     *
     * @param atMost how long; empty for any time
     * @return whether it was told to stop
     */
    public boolean awaitStop(Optional<Duration> atMost) throws InterruptedException {
        if (atMost.isPresent()) {
            return stopped.await(atMost.get().toMillis(), TimeUnit.MILLISECONDS);
        }
        stopped.await();
        return true;
    }

    /** Accepts no more, lets sessions and messages finish within the configured grace, and ends. */
    @Override
    public void close() {
        introductions.close();
        socket.close();
        Duration grace = shutdownGrace();
        try {
            acceptor.join();
            int left = sessions.finish(grace, listener::sessions);
            if (left > 0) {
                LOG.warn(
                        "{} messages were not answered within {} s and are left to the mail server",
                        left,
                        grace.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LOG.info("stopped");
        }
    }
}
