package org.miltermanager.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void letsASessionWaitWhereAllPlacesAreTakenAndSaysSo() throws Exception {
        try (var socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var listener = new Listener(
                        socket, 1, Thread::startVirtualThread, this::session, e -> troubles.add(e.getMessage()))) {
            Thread.startVirtualThread(listener::run);
            try (var _ = SocketChannel.open(socket.getLocalAddress());
                    var _ = SocketChannel.open(socket.getLocalAddress())) {
                assertTrue(begun.tryAcquire(10, TimeUnit.SECONDS));

                String trouble = troubles.poll(10, TimeUnit.SECONDS);

                assertEquals("all 1 sessions are in use; the next one waits until one ends", trouble);
                assertFalse(begun.tryAcquire(100, TimeUnit.MILLISECONDS));
                end.countDown();
                assertTrue(begun.tryAcquire(10, TimeUnit.SECONDS));
            }
        }
    }

    private void session(SocketChannel accepted) {
        begun.release();
        try (accepted) {
            end.await();
        } catch (IOException | InterruptedException e) {
            troubles.add(String.valueOf(e.getMessage()));
        }
    }
}
