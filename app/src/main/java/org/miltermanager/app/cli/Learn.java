package org.miltermanager.app.cli;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code milter-manager learn}, for the installation: hence not in the list of commands. */
@Command(
        name = "learn",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Do once what a start and a session do, so that the Java virtual machine learns it: it then starts faster.",
            ""
        })
public final class Learn implements Callable<Integer> {
    /** Like what an administrator writes, for its reader to be learned as well. Nobody is asked but milters that the host has. */
    private static final String CONFIGURATION = """
        [limits]
        sessions = 100

        [[milter]]
        name    = "example"
        connect = "inet:10025@127.0.0.1"
        when    = "s25r and not authenticated"
        enabled = false
        """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Rehearsal rehearsal;

    /** The whole program, whose output nobody sees. */
    @FunctionalInterface
    public interface Rehearsal {
        /** Runs it with these arguments, to its end, or that of the thread's. */
        void run(String... arguments);
    }

    public Learn(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** What of it goes wrong is no matter: less is learned then. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        rehearsal.run("demo", "--once");
        Path directory = Files.createTempDirectory("milter-manager-learn");
        Path configuration = directory.resolve("milter-manager.toml");
        Path log = directory.resolve("log");
        try {
            Files.writeString(configuration, CONFIGURATION);
            runDaemon(directory, log, directory.resolve("socket"));
        } finally {
            for (Path left : List.of(configuration, log, directory)) {
                Files.deleteIfExists(left);
            }
        }
        return ExitCode.OK;
    }

    /** As the service, but on a socket of its own and under whatever user this is, until it accepts connections. */
    private void runDaemon(Path directory, Path log, Path socket) throws InterruptedException {
        Thread daemon = Thread.ofPlatform()
                .name("rehearsal")
                .daemon()
                .start(() -> rehearsal.run(
                        "--config-dir",
                        directory.toString(),
                        "--connection-spec",
                        "unix:" + socket,
                        "--user",
                        "root",
                        "--log-path",
                        log.toString()));
        long begun = System.nanoTime();
        while (daemon.isAlive() && !accepts(socket) && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(PAUSE);
        }
        daemon.interrupt();
        daemon.join(PATIENCE);
    }

    /** It has accepted whom it hangs up on, which it does on a packet that is none. Where it never does, there is nothing more to learn. */
    private static boolean accepts(Path socket) throws InterruptedException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.configureBlocking(false);
            awaitHangUp(channel);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void awaitHangUp(SocketChannel channel) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            channel.write(ByteBuffer.allocate(Integer.BYTES));
            while (channel.read(ByteBuffer.allocate(1)) == 0 && System.nanoTime() - begun < PATIENCE.toNanos()) {
                Thread.sleep(PAUSE);
            }
        } catch (IOException cut) {
            // It has hung up before it read.
        }
    }
}
