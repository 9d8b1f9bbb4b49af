package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.MtaConnection;

/** The end of a session that somebody else asks for. */
class FinishTest {
    private static final int MAX_FRAME = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(15);

    /** The one who asks does so again and again, as the daemon does at its end; each time in another microsecond. */
    @RepeatedTest(100)
    void anAnswerIsOnItsWayBeforeTheMessageCountsAsOver() throws Exception {
        try (var deadlines = new Deadlines();
                var socket =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var mta = ScriptedMta.connect("inet:" + port(socket) + "@127.0.0.1")) {
            var session = session(socket, List.of(), deadlines);
            Thread running = Thread.ofPlatform().start(session);
            mta.negotiate();
            mta.ask(Commands.mail("<a@b>"));
            Thread asking = Thread.ofPlatform().start(() -> finish(session, running));

            assertEquals(List.of(Replies.CONTINUE), mta.askForEdits(Commands.endOfMessage()));

            asking.join();
            running.join();
        }
    }

    /** Sendmail leaves it at that: no SMFIC_ABORT follows. */
    @Test
    void aRefusedSenderLeavesNoMessageOpen() throws Exception {
        try (var deadlines = new Deadlines();
                var milter = ScriptedMilter.start(Rules.continuing().on('M', Replies.REJECT));
                var socket =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var mta = ScriptedMta.connect("inet:" + port(socket) + "@127.0.0.1")) {
            var child = new ChildSettings(Endpoint.parse(milter.address()), LONG, LONG, LONG, MAX_FRAME, 10);
            var links = List.of(new LinkSettings("a", new ChildMilter(child, deadlines)));
            var session = session(socket, links, deadlines);
            Thread running = Thread.ofPlatform().start(session);
            mta.negotiate();
            assertEquals(Replies.REJECT, mta.ask(Commands.mail("<a@b>")));

            session.finish();

            assertTrue(running.join(LONG));
        }
    }

    @Test
    void aSessionThatIsEndedBetweenMessagesHadNoTrouble() throws Exception {
        var troubles = new LinkedBlockingQueue<String>();
        SessionListener ears = new SessionListener() {
            @Override
            public void ended(String trouble) {
                troubles.add(trouble);
            }
        };
        try (var deadlines = new Deadlines();
                var socket =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var mta = ScriptedMta.connect("inet:" + port(socket) + "@127.0.0.1")) {
            var session = session(socket, List.of(), deadlines, ears);
            Thread running = Thread.ofPlatform().start(session);
            mta.negotiate();

            session.finish();

            assertTrue(running.join(LONG));
            assertEquals(List.of(""), List.copyOf(troubles));
        }
    }

    private static MtaSession session(ServerSocketChannel socket, List<LinkSettings> links, Deadlines deadlines)
            throws IOException {
        return session(socket, links, deadlines, SessionListener.NONE);
    }

    private static MtaSession session(
            ServerSocketChannel socket, List<LinkSettings> links, Deadlines deadlines, SessionListener ears)
            throws IOException {
        return new MtaSession(
                new MtaConnection(socket.accept(), MAX_FRAME, deadlines),
                (offer, listener) -> new Chain(links, ChainSettings.defaults(), offer, listener),
                ears);
    }

    private static void finish(MtaSession session, Thread running) {
        while (running.isAlive()) {
            session.finish();
        }
    }

    private static int port(ServerSocketChannel socket) throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }
}
