package org.miltermanager.app.bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The manager in a process of its own, started with the launcher of the source tree, in front of some milters. */
final class ManagerProcess implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Process process;
    private final Path socket;
    private final Duration start;

    private ManagerProcess(Process process, Path socket, Duration start) {
        this.process = process;
        this.socket = socket;
        this.start = start;
    }

    /** Lets the launcher build the program, if it is not there yet. */
    static void build(Path launcher) throws IOException, InterruptedException {
        int code = new ProcessBuilder("" + launcher, "--version")
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(launcher + " --version ended with " + code);
        }
    }

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param milters their sockets
     * @param directory for its configuration, its log and its socket
     */
    static ManagerProcess start(Path launcher, List<Path> milters, Path directory)
            throws IOException, InterruptedException {
        return start(List.of("" + launcher), milters(milters), directory);
    }

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param command that runs it
     * @param milters what its configuration says of them
     * @param directory as above
     */
    static ManagerProcess start(List<String> command, String milters, Path directory)
            throws IOException, InterruptedException {
        Path socket = directory.resolve("manager.sock");
        Path configuration = Files.createDirectories(directory.resolve("configuration"));
        Files.writeString(
                configuration.resolve("milter-manager.toml"), """
                    detect.enabled = false
                    listen = "unix:%s"
                    [log]
                    to = "%s"
                    %s
                    """.formatted(socket, directory.resolve("log"), milters));
        var whole = new ArrayList<>(command);
        whole.addAll(List.of("-c", "" + configuration, "-u", System.getProperty("user.name")));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(whole).inheritIO().start();
        Sockets.await(UnixDomainSocketAddress.of(socket), STARTING);
        return new ManagerProcess(process, socket, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String milters(List<Path> milters) {
        var text = new StringBuilder();
        for (Path milter : milters) {
            text.append("[[milter]]\nname = \"%s\"\nconnect = \"unix:%s\"\n".formatted(milter.getFileName(), milter));
        }
        return text.toString();
    }

    SocketAddress address() {
        return UnixDomainSocketAddress.of(socket);
    }

    /** From starting the process to accepting. */
    Duration start() {
        return start;
    }

    /** CPU time that it used so far, that of the kernel for it included. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Memory of the whole process in MiB, not its heap alone. */
    double residentMib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
            String rss =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Integer.parseInt(rss.replaceAll("\\D", "")) / 1024.0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOPPING.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
