package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A place in the README that a benchmark writes, between two comments.
 *
 * @param name that the comments have
 * @param columns of its table, between what was measured and the ratio
 */
record Readme(String name, String columns) {
    /**
     * What goes there: date and machine, then the table.
     *
     * @param rows in Markdown
     */
    String section(List<String> rows) throws IOException {
        return "%s, %s, %d cores, Linux %s, Java %s:\n\n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.version"),
                                Runtime.version())
                + "| | " + columns + " | ratio | goal |\n|---|---|---|---|---|\n"
                + String.join("\n", rows);
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
    void write(Path readme, String section) throws IOException {
        String text = Files.readString(readme);
        String first = "<!-- " + name + " -->";
        String last = "<!-- /" + name + " -->";
        int begin = text.indexOf(first);
        int end = text.indexOf(last);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " lacks the lines " + first + " and " + last);
        }
        Files.writeString(
                readme, text.substring(0, begin + first.length()) + "\n" + section + "\n" + text.substring(end));
    }
}
