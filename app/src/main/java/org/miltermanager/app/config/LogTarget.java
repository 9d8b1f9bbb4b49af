package org.miltermanager.app.config;

import java.nio.file.Path;

/** Where the log goes. */
public sealed interface LogTarget {
    /** The system's log, through {@code /dev/log}. */
    record Syslog() implements LogTarget {
        @Override
        public String toString() {
            return "syslog";
        }
    }

    /** Standard output. */
    record StandardOutput() implements LogTarget {
        @Override
        public String toString() {
            return "stdout";
        }
    }

    /**
     * A file that is appended to, and reopened on SIGUSR1.
     *
     * @param path absolute
     */
    record File(Path path) implements LogTarget {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * Reads the word or path of a configuration file.
     *
     * @throws IllegalArgumentException if it is neither a word nor an absolute path
     */
    static LogTarget parse(String text) {
        return switch (text) {
            case "syslog" -> new Syslog();
            case "stdout" -> new StandardOutput();
            default -> new File(Kinds.absolutePath(text));
        };
    }
}
