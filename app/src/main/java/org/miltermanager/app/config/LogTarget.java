package org.miltermanager.app.config;

import java.nio.file.Path;

/** Where the log goes. */
public sealed interface LogTarget {
    /** What a configuration file may say. */
    String EXPECTED = "\"syslog\", \"stdout\" or a path that begins with /";

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
            default -> {
                if (!text.startsWith("/")) {
                    throw Kind.refused(text, EXPECTED);
                }
                yield new File(Kinds.absolutePath(text));
            }
        };
    }
}
