package org.miltermanager.app.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a process of its own: what it does to its rights and its mounts must not happen to the tests. */
public final class ForkedJvm {
    private ForkedJvm() {}

    /**
     * @param wrapper a command that runs the JVM, as {@code unshare -m}; may be empty
     * @return standard output and error
     */
    public static String run(List<String> wrapper, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(wrapper, main, arguments);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    public static Process start(List<String> wrapper, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
