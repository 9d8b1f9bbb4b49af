package org.miltermanager.conditions.postfix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program of Postfix's to its end. */
final class Program {
    private static final int MOST_OUTPUT = 1 << 20;

    /**
     * What came of it.
     *
     * @param code with which it ended
     * @param text what it printed, errors included
     */
    record Result(int code, String text) {}

    private Program() {}

    /** @throws IOException if it cannot be run, or takes too long; it is then killed */
    static Result run(Duration deadline, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        var killer = new CompletableFuture<Void>()
                .completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(process::destroyForcibly);
        try {
            String text = new String(process.getInputStream().readNBytes(MOST_OUTPUT), StandardCharsets.ISO_8859_1);
            int code = process.waitFor();
            if (killer.isDone()) {
                throw new IOException(command.getFirst() + " took more than " + deadline.toSeconds() + " s");
            }
            return new Result(code, text.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted", e);
        } finally {
            killer.cancel(false);
            process.destroyForcibly();
        }
    }
}
