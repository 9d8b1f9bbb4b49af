package org.miltermanager.app.analyzer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.app.analyzer.Series.Graph;

/** Writes the pages: one for each period, with a graph of each kind for all mail and for each milter. */
final class Pages {
    private static final int REFRESH_SECONDS = 300;
    private static final Map<String, String> COLOURS = colours();

    private final History history;
    private final Path directory;
    private final Clock clock;

    Pages(History history, Path directory, Clock clock) {
        this.history = history;
        this.directory = directory;
        this.clock = clock;
    }

    /** In the order of the legend; from the harmless to what wants a look. */
    private static Map<String, String> colours() {
        var colours = new LinkedHashMap<String, String>();
        String[] palette = {
            "pass #4c9f70",
            "accept #8fc9a3",
            "reject #c0392b",
            "discard #7f0000",
            "temporary-failure #e6a117",
            "quarantine #8e44ad",
            "abort #95a5a6",
            "error #000000",
            "stop #5dade2",
            "sessions #2471a3",
            "concurrent #1abc9c",
            "disconnected #c0392b",
            "spam #e67e22",
            "virus #c0392b",
            "uribl #d4ac0d",
            "greylisting-pass #2e86c1",
            "tarpitting-pass #117a65",
            "spf-pass #58d68d",
            "spf-fail #943126",
            "sender-id-pass #82e0aa",
            "sender-id-fail #b03a2e",
            "dkim-pass #28b463",
            "dkim-fail #cb4335",
            "dkim-adsp-pass #1d8348",
            "dkim-adsp-fail #78281f",
            "dmarc-pass #0b5345",
            "dmarc-fail #641e16"
        };
        for (String pair : palette) {
            colours.put(pair.substring(0, pair.indexOf(' ')), pair.substring(pair.indexOf(' ') + 1));
        }
        return colours;
    }

    void write() throws IOException {
        Files.createDirectories(directory);
        for (Period period : Period.values()) {
            var body = new StringBuilder();
            body.append("<h2>All mail</h2>\n");
            graphs("", period, body);
            for (String milter : history.milters()) {
                body.append("<h2>").append(Escaped.xml(milter)).append("</h2>\n");
                graphs(milter, period, body);
            }
            put(page(period), html(period, body.toString()));
        }
    }

    private static String page(Period period) {
        return period == Period.DAY ? "index.html" : period.word() + ".html";
    }

    private void graphs(String milter, Period period, StringBuilder body) throws IOException {
        for (Graph graph : Graph.values()) {
            if (milter.isEmpty() || graph != Graph.SESSIONS) {
                var plot = plot(graph, milter, period);
                String name = (milter.isEmpty() ? "all" : "milter-" + Escaped.fileName(milter)) + "-" + word(graph)
                        + "-" + period.word() + ".svg";
                put(name, Svg.of(plot, period, end(period), clock.getZone()));
                body.append("<img src=\"%s\" alt=\"%s\">\n".formatted(name, Escaped.xml(plot.title())));
            }
        }
    }

    /** The end of the slot that is being counted. */
    private long end(Period period) {
        return (clock.instant().getEpochSecond() / period.step() + 1) * period.step();
    }

    private static String word(Graph graph) {
        return switch (graph) {
            case SESSIONS -> "sessions";
            case VERDICTS -> "verdicts";
            case FINDINGS -> "findings";
        };
    }

    private Plot plot(Graph graph, String milter, Period period) {
        String title = switch (graph) {
            case SESSIONS -> "SMTP sessions";
            case VERDICTS -> milter.isEmpty() ? "Messages: what became of them" : "What " + milter + " said";
            case FINDINGS -> "Found, by the headers that were added";
        };
        List<Plot.Line> lines = COLOURS.entrySet().stream()
                .map(entry -> line(new Series(graph, milter, entry.getKey()), entry.getValue(), period))
                .filter(line -> line.largest() > 0)
                .toList();
        return new Plot(title + ", last " + period.word(), "a minute", graph == Graph.VERDICTS, lines);
    }

    private Plot.Line line(Series series, String colour, Period period) {
        var values = new ArrayList<Double>();
        var ring = history.ring(series, period);
        // Sessions at the same time are no rate.
        double scale = series.item().equals("concurrent") ? 1 : 60.0 / period.step();
        long start = end(period) - (long) period.step() * period.slots();
        for (int i = 0; i < period.slots(); i++) {
            long second = start + (long) i * period.step();
            values.add(ring.map(slots -> slots.at(second) * scale).orElse(0.0));
        }
        String label = series.item() + (scale == 1 ? " (at most at the same time)" : "");
        return new Plot.Line(label, colour, values);
    }

    private String html(Period period, String body) {
        var links = new StringBuilder();
        for (Period other : Period.values()) {
            links.append(
                    other == period
                            ? "<b>" + other.word() + "</b>\n"
                            : "<a href=\"" + page(other) + "\">" + other.word() + "</a>\n");
        }
        var format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx").withZone(clock.getZone());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="refresh" content="%d">
                <meta name="viewport" content="width=device-width">
                <title>milter-manager: last %s</title>
                <style>body{font-family:sans-serif;margin:1em;color:#222}img{max-width:100%%;display:block;margin:0 0 1em}</style>
                </head>
                <body>
                <h1>milter-manager</h1>
                <p>%s</p>
                %s<p>Drawn %s; last line of the log: %s.</p>
                </body>
                </html>
                """.formatted(
                        REFRESH_SECONDS,
                        period.word(),
                        links.toString().strip(),
                        body,
                        format.format(clock.instant()),
                        history.latest() == 0 ? "none" : format.format(Instant.ofEpochSecond(history.latest())));
    }

    private void put(String name, String text) throws IOException {
        HistoryFile.replace(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
