package org.miltermanager.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The name of a process as {@code ps}, {@code top}, {@code pgrep} and {@code pidof} show it ({@code /proc/PID/comm}, at most 15 octets).
 * Without its own, every Java program is called java.
 */
public final class ProcessName {
    private static final Path OWN = Path.of("/proc/self/comm");

    private ProcessName() {}

    /** @return {@code ?} where the process is gone */
    public static String of(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    /** Names this process. Where the system does not allow that, it keeps the name it had: nothing depends on it. */
    public static void set(String name) {
        try {
            Files.writeString(OWN, name);
        } catch (IOException e) {
            return;
        }
    }
}
