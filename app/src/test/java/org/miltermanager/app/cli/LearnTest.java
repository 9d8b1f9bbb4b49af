package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LearnTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    /** A daemon that hangs up on the first client, as on any that talks nonsense, and goes on until it is interrupted. */
    private void rehearse(String... arguments) {
        if (arguments[0].equals("demo")) {
            done.add("demo");
            return;
        }
        var socket = Path.of(arguments[3].replaceFirst("^unix:", ""));
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            done.add(Files.readString(Path.of(arguments[1], "milter-manager.toml")));
            listening.bind(UnixDomainSocketAddress.of(socket));
            listening.accept().close();
            done.add("accepted");
            new CountDownLatch(1).await();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException told) {
            done.add("ended " + arguments[1]);
        } finally {
            remove(socket);
        }
    }

    private static void remove(Path socket) {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aSessionIsLearnedAndThenTheStartOfADaemonUntilItAccepts() throws Exception {
        int code = new Learn(this::rehearse).call();

        assertEquals(ExitCode.OK, code);
        assertEquals("demo", done.getFirst());
        assertTrue(done.get(1).contains("[[milter]]"), done::toString);
        assertEquals("accepted", done.get(2));
        assertTrue(done.get(3).startsWith("ended /"), done::toString);
    }

    @Test
    void aDaemonThatCannotStartIsNotWaitedFor() throws Exception {
        int code = new Learn(arguments -> done.add(String.join(" ", arguments))).call();

        assertEquals(ExitCode.OK, code);
        assertFalse(Files.exists(Path.of(done.getLast().split(" ")[1])), "what was written for it is gone");
    }
}
