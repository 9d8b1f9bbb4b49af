package org.miltermanager.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.miltermanager.app.host.ForkedJvm;

/** The program as its users run it: a process with a configuration directory. What it prints is kept. For one thread. */
final class RunningDaemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private RunningDaemon(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("output of the daemon").start(this::readAll);
    }

    /** Starts it with {@code milter-manager.toml} in that directory, and returns at once. */
    static RunningDaemon launch(Path directory, String... options) throws IOException {
        return launch(List.of(), directory, options);
    }

    /** The same, run by another command, such as {@code setpriv}. */
    static RunningDaemon launch(List<String> wrapper, Path directory, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("-c", directory.toString(), "--no-daemon"));
        arguments.addAll(List.of(options));
        return new RunningDaemon(ForkedJvm.start(wrapper, Main.class, arguments.toArray(String[]::new)));
    }

    /** Starts it, and returns when it accepts connections. Stays the user that the tests run as, unless an option says otherwise. */
    static RunningDaemon start(Path directory, String... options) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-u", System.getProperty("user.name")));
        all.addAll(List.of(options));
        RunningDaemon daemon = launch(directory, all.toArray(String[]::new));
        try {
            daemon.awaitLine("info listening on .*");
        } catch (IllegalStateException never) {
            daemon.close();
            throw never;
        }
        return daemon;
    }

    /** Writes the configuration; the milters of this machine stay out of it. */
    static void configure(Path directory, String toml) throws IOException {
        Files.writeString(directory.resolve("milter-manager.toml"), toml);
        Files.writeString(directory.resolve("milter-manager.local.toml"), "detect.enabled = false\n");
    }

    /** A chain of milters in the configuration's own words. */
    static String milter(String name, String spec) {
        return "[[milter]]\nname = \"" + name + "\"\nconnect = \"" + spec + "\"\n";
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The printed lines of which a part matches. */
    List<String> linesWith(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines().stream().filter(line -> pattern.matcher(line).find()).toList();
    }

    /** Waits for a line of which a part matches. @throws IllegalStateException if it does not come */
    String awaitLine(String regex) throws InterruptedException {
        await("a line like " + regex, () -> !linesWith(regex).isEmpty());
        return linesWith(regex).getFirst();
    }

    /** Waits for something that the daemon is about to do. @throws IllegalStateException if it does not */
    void await(String what, BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end || (!process.isAlive() && !reader.isAlive())) {
                throw new IllegalStateException("waited in vain for " + what + ":\n" + String.join("\n", lines()));
            }
            Thread.sleep(10);
        }
    }

    /** @param name of the signal, without SIG */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor());
    }

    /** Waits for its end. @return its exit code */
    int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still runs after " + atMost + ":\n" + String.join("\n", lines()));
        }
        reader.join();
        return process.exitValue();
    }

    /** Kills it, if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void readAll() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException killed) {
            return; // what it said before is there
        }
    }
}
