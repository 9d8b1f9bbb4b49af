package org.miltermanager.detect.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a program prints. A program that hangs, or prints for ever, costs a moment and no more. */
final class Output {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Output() {}

    /** @return empty where it cannot be run, or does not end in time; what it printed also where it ends with an error */
    static String of(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                var printed = new CompletableFuture<String>();
                Thread.startVirtualThread(() -> printed.complete(text(process.getInputStream())));
                return printed.completeOnTimeout("", PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException notInstalled) {
            return "";
        }
    }

    private static String text(InputStream printed) {
        try (printed) {
            return new String(printed.readNBytes(Host.LARGEST), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
