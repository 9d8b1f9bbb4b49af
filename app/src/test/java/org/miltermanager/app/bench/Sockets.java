package org.miltermanager.app.bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Waiting for a program that starts. */
final class Sockets {
    private Sockets() {}

    /** Returns as soon as somebody accepts connections there. @throws IOException if nobody does in time */
    static void await(SocketAddress address, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!accepts(address)) {
            if (System.nanoTime() > end) {
                throw new IOException("nobody listens on " + address + " after " + limit.toSeconds() + " s");
            }
            Thread.sleep(1);
        }
    }

    private static boolean accepts(SocketAddress address) {
        try (var _ = SocketChannel.open(address)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
