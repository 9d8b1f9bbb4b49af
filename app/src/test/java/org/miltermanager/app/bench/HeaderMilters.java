package org.miltermanager.app.bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three libmilter programs that add a header each, compiled from {@code header-milter.c} and listening on unix sockets. */
final class HeaderMilters implements AutoCloseable {
    static final int COUNT = 3;
    private static final Duration STARTING = Duration.ofSeconds(10);

    private final Path directory;
    private final List<Process> running = new ArrayList<>();

    private HeaderMilters(Path directory) {
        this.directory = directory;
    }

    /**
     * Builds and starts them.
     *
     * @param source of the program
     * @param directory for the program and its sockets
     * @throws IOException with what the compiler said, if libmilter or gcc is missing
     */
    static HeaderMilters start(Path source, Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("header-milter");
        Process gcc = new ProcessBuilder("gcc", "-O2", "-o", "" + program, "" + source, "-lmilter", "-lpthread")
                .inheritIO()
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException("cannot build " + source + ": the benchmark needs gcc and libmilter-dev");
        }
        var milters = new HeaderMilters(directory);
        for (int i = 0; i < COUNT; i++) {
            milters.running.add(new ProcessBuilder("" + program, "unix:" + milters.socket(i), "X-Milter-" + i)
                    .inheritIO()
                    .start());
        }
        for (SocketAddress address : milters.addresses()) {
            Sockets.await(address, STARTING);
        }
        return milters;
    }

    private Path socket(int i) {
        return directory.resolve("milter-" + i + ".sock");
    }

    /** Where they listen. */
    List<SocketAddress> addresses() {
        return sockets().stream()
                .<SocketAddress>map(UnixDomainSocketAddress::of)
                .toList();
    }

    /** Their socket files. */
    List<Path> sockets() {
        return List.of(socket(0), socket(1), socket(2));
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
    }
}
