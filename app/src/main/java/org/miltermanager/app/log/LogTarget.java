package org.miltermanager.app.log;

import java.nio.file.Path;

/** Where log lines go. */
public sealed interface LogTarget {
    /** The system's log, facility mail. */
    record Syslog() implements LogTarget {}

    /** Standard output. */
    record Stdout() implements LogTarget {}

    /** A file, to which lines are appended. */
    record File(Path path) implements LogTarget {}

    /**
     * @param word {@code syslog}, {@code stdout} (or {@code -}), or the absolute path of a file
     * @throws IllegalArgumentException with what was got and what is expected
     */
    static LogTarget parse(String word) {
        return switch (word) {
            case "syslog" -> new Syslog();
            case "stdout", "-" -> new Stdout();
            case String path when path.startsWith("/") -> new File(Path.of(path));
            default ->
                throw new IllegalArgumentException(
                        "log goes to '" + word + "', expected syslog, stdout or the absolute path of a file");
        };
    }
}
