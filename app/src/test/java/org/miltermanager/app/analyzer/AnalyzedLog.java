package org.miltermanager.app.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A log, and what was counted of it. Tests extend it. */
abstract class AnalyzedLog {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;

    final List<String> warnings = new ArrayList<>();

    LogAnalysis analysis() {
        return new LogAnalysis(directory.resolve("pages"), Clock.fixed(NOW, ZoneOffset.UTC), warnings::add);
    }

    static Progress unseen() {
        return new Progress(new PrintWriter(new StringWriter()), false);
    }

    Path log() {
        return directory.resolve("mail.log");
    }

    void append(String... texts) throws IOException {
        for (String text : texts) {
            Files.writeString(
                    log(),
                    "2026-11-21T11:59:00.5+00:00 mx milter-manager[7]: " + text + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    static String message(String session, String milters, String verdict) {
        return "session=%s queue-id=4F client=[192.0.2.1] from=<a@b> recipients=1 size=10 milters=\"%s\" edits=0 verdict=%s decider=- ms=3"
                .formatted(session, milters, verdict);
    }

    void run() throws IOException {
        analysis().follow(log(), unseen());
    }

    /** What was counted in the last day, with the series in which something was. */
    Map<String, Double> counted() throws IOException {
        var history = HistoryFile.read(directory.resolve("pages/milter-manager.history"))
                .history();
        var counted = new TreeMap<String, Double>();
        for (Series series : history.series()) {
            double sum = 0;
            for (double slot : history.ring(series, Period.DAY).orElseThrow().slots()) {
                sum += slot;
            }
            counted.put((series.graph() + " " + series.milter()).strip() + " " + series.item(), sum);
        }
        return counted;
    }
}
