package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.MtaConnection;

/** The end of a session that somebody else asks for. */
class FinishTest {
    /** The one who asks does so again and again, as the daemon does at its end; each time in another microsecond. */
    @RepeatedTest(100)
    void anAnswerIsOnItsWayBeforeTheMessageCountsAsOver() throws Exception {
        try (var deadlines = new Deadlines();
                var socket =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var mta = ScriptedMta.connect("inet:" + port(socket) + "@127.0.0.1")) {
            var session = new MtaSession(
                    new MtaConnection(socket.accept(), 1 << 20, deadlines),
                    (offer, listener) -> new Chain(List.of(), ChainSettings.defaults(), offer, listener),
                    SessionListener.NONE);
            Thread running = Thread.ofPlatform().start(session);
            mta.negotiate();
            mta.ask(Commands.mail("<a@b>"));
            Thread asking = Thread.ofPlatform().start(() -> finish(session, running));

            assertEquals(List.of(Replies.CONTINUE), mta.askForEdits(Commands.endOfMessage()));

            asking.join();
            running.join();
        }
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
