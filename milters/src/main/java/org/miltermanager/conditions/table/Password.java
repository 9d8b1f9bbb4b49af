package org.miltermanager.conditions.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A password that stands in a file of its own, so that a configuration can be shown to anybody. */
final class Password {
    private Password() {}

    /** The first line; empty where there is no file. */
    static String in(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return "";
        }
        try (var lines = Files.newBufferedReader(file.get())) {
            String first = lines.readLine();
            return first == null ? "" : first;
        }
    }
}
