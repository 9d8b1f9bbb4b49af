package org.miltermanager.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A milter in another language, on another's library, that writes down what it is told: a process with a socket and a record. */
final class ForeignPeer implements AutoCloseable {
    static final Path MILTERTEST = Path.of("/usr/bin/miltertest");
    /** Debian's own: another Python in the path has no python3-milter. */
    static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final Path SOURCES = Path.of("src/test");
    private static final long PATIENCE_MILLIS = 20_000;

    private final Process process;
    private final Path socket;
    private final Path record;

    private ForeignPeer(List<String> command, Path directory, String name) throws IOException, InterruptedException {
        this.socket = directory.resolve(name + ".sock");
        this.record = directory.resolve(name + ".record");
        var whole = new ArrayList<>(command);
        whole.addAll(List.of("unix:" + socket, record.toString()));
        this.process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".output").toFile())
                .start();
        await("a listener at " + socket, this::listens);
    }

    /** A check that fails until something has happened. */
    @FunctionalInterface
    private interface Check {
        boolean holds() throws IOException;
    }

    /** The milter on libmilter, compiled into that directory. */
    static ForeignPeer editor(Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("editor");
        String source = SOURCES.resolve("c/editor.c").toString();
        String said = run("gcc", "-Wall", "-Wextra", "-o", program.toString(), source, "-lmilter", "-lpthread");
        assertEquals("", said);
        return new ForeignPeer(List.of(program.toString()), directory, "editor");
    }

    /** The milter on python3-milter. */
    static ForeignPeer stamper(Path directory) throws IOException, InterruptedException {
        String source = SOURCES.resolve("python/stamper.py").toString();
        return new ForeignPeer(List.of(PYTHON.toString(), source), directory, "stamper");
    }

    /** Runs one of our miltertest scripts against a milter. @return what it printed */
    static List<String> miltertest(String script, String spec) throws IOException, InterruptedException {
        Path source = SOURCES.resolve("miltertest").resolve(script);
        return run(MILTERTEST.toString(), "-s", source.toString(), "-D", "spec=" + spec)
                .lines()
                .toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? said : said + command[0] + " exits with " + process.exitValue() + "\n";
    }

    String spec() {
        return "unix:" + socket;
    }

    /** One line for each callback so far. */
    List<String> record() throws IOException {
        return Files.exists(record) ? Files.readAllLines(record, ISO_8859_1) : List.of();
    }

    /** Forgets the record so far. */
    void forget() throws IOException {
        Files.writeString(record, "");
    }

    /** The record when so many sessions were closed. */
    List<String> recordOfSessions(int closed) throws IOException, InterruptedException {
        await(
                closed + " closed sessions",
                () -> record().stream().filter("close"::equals).count() >= closed);
        return record();
    }

    private boolean listens() throws IOException {
        try (var probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        }
    }

    private void await(String what, Check check) throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!holds(check)) {
            if (System.currentTimeMillis() > end || !process.isAlive()) {
                throw new IllegalStateException("waited in vain for " + what + "; record: " + record());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static boolean holds(Check check) {
        try {
            return check.holds();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
