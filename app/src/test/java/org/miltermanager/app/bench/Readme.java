package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** The place in the README that the benchmark writes, between two comments. */
final class Readme {
    private static final String BEGIN = "<!-- figures -->";
    private static final String END = "<!-- /figures -->";

    private Readme() {}

    /** What goes there: date and machine, then the table. */
    static String section(List<Row> rows) throws IOException {
        String table = rows.stream().map(Row::markdown).collect(Collectors.joining("\n"));
        return "%s, %s, %d cores, Linux %s, Java %s:\n\n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.version"),
                                Runtime.version())
                + "| | mail server calls the milters | through the manager | ratio | goal |\n|---|---|---|---|---|\n"
                + table;
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /** Replaces what stands between the comments. @throws IOException if the file has none */
    static void write(Path readme, String section) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " lacks the lines " + BEGIN + " and " + END);
        }
        Files.writeString(
                readme, text.substring(0, begin + BEGIN.length()) + "\n" + section + "\n" + text.substring(end));
    }
}
