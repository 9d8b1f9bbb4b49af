package org.miltermanager.app.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.transport.Listener;

/** Where the daemon hears commands. Whoever may open the socket may ask anything: it is its user's alone. */
public final class ControlSocket implements AutoCloseable {
    private static final int OWNER_ALONE = 0600;
    private static final int AT_ONCE = 8;

    private final ListeningSocket socket;
    private final Function<List<String>, List<List<String>>> requests;

    private ControlSocket(ListeningSocket socket, Function<List<String>, List<List<String>>> requests) {
        this.socket = socket;
        this.requests = requests;
    }

    /**
     * Listens, and answers on threads of its own.
     *
     * @param requests answers the words of a request with lines of words, or throws {@link Refused}
     * @param trouble takes what an operator should know
     * @throws org.miltermanager.app.host.HostFailure if it cannot be bound
     */
    public static ControlSocket open(
            Path path, Function<List<String>, List<List<String>>> requests, Consumer<String> trouble) {
        var access = new SocketAccess(OWNER_ALONE, Optional.empty(), Optional.empty());
        var control = new ControlSocket(ListeningSocket.open(new Endpoint.Unix(path), access), requests);
        var listener = new Listener(
                control.socket.channel(),
                AT_ONCE,
                Executors.newVirtualThreadPerTaskExecutor(),
                control::serve,
                failure -> trouble.accept("control socket: " + failure.getMessage()));
        Thread.ofPlatform().daemon().name("control").start(listener::run);
        return control;
    }

    private void serve(SocketChannel accepted) {
        try (var line = new ControlLine(accepted)) {
            answer(line);
        } catch (IOException gone) {
            // Whoever asked does not want to know any more.
        }
    }

    private void answer(ControlLine line) throws IOException {
        List<String> request = line.read();
        try {
            List<List<String>> answer = requests.apply(request);
            line.write(List.of(ControlLine.OK));
            for (List<String> words : answer) {
                line.write(words);
            }
        } catch (RuntimeException failure) {
            line.write(List.of(ControlLine.NO, String.valueOf(failure.getMessage())));
        }
        line.end();
    }

    @Override
    public void close() {
        socket.close();
    }
}
