package org.miltermanager.app.config;

import java.nio.file.Path;

/** Where a value or a mistake comes from. */
public sealed interface Origin {
    /**
     * A place in a file.
     *
     * @param file as it was opened
     * @param line from 1; 0 where the file as a whole is meant
     * @param column from 1; 0 where the line as a whole is meant
     */
    record InFile(Path file, int line, int column) implements Origin {
        @Override
        public String toString() {
            return line == 0 ? file.toString() : file + ":" + line;
        }
    }

    /**
     * An option of the command line.
     *
     * @param option as help lists it, such as {@code -s}
     */
    record CommandLine(String option) implements Origin {
        @Override
        public String toString() {
            return "command line (" + option + ")";
        }
    }

    /**
     * A variable in the file with the settings of the service.
     *
     * @param file such as {@code /etc/default/milter-manager}
     * @param name such as {@code CONNECTION_SPEC}
     */
    record ServiceVariable(Path file, String name) implements Origin {
        @Override
        public String toString() {
            return file + " (" + name + ")";
        }
    }

    /**
     * It was found on the host.
     *
     * @param why which file and line said so, on one line
     */
    record Detected(String why) implements Origin {
        public Detected {
            why = why.replaceAll("\\p{Cntrl}", "?");
        }

        @Override
        public String toString() {
            return "detected: " + why;
        }
    }

    /** Nobody said anything. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
