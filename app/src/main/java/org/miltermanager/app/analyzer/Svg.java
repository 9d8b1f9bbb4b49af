package org.miltermanager.app.analyzer;

import static java.util.Locale.ROOT;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Draws a plot as a picture (SVG 1.1) that needs no script and no font of its own. */
final class Svg {
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int RIGHT = 745;
    private static final int TOP = 30;
    private static final int BOTTOM = 190;
    private static final int LEGEND = 222;
    private static final int ROW = 17;

    private final Plot plot;
    private final Period period;
    private final long end;
    private final ZoneId zone;
    private final double highest;
    private final StringBuilder text = new StringBuilder();

    private Svg(Plot plot, Period period, long end, ZoneId zone) {
        this.plot = plot;
        this.period = period;
        this.end = end;
        this.zone = zone;
        this.highest = ceiling(plot.largest());
    }

    /**
     * The picture.
     *
     * @param end second since 1970 at the right edge
     * @param zone of the marks on the axis of time
     */
    static String of(Plot plot, Period period, long end, ZoneId zone) {
        return new Svg(plot, period, end, zone).drawn();
    }

    /** The next of 1, 2, 5, 10, 20 … */
    static double ceiling(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int factor : new int[] {1, 2, 5}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private String drawn() {
        int height = LEGEND + ROW * Math.max(1, plot.lines().size());
        line(String.format(
                ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"11\">",
                WIDTH,
                height,
                WIDTH,
                height));
        line(String.format(ROOT, "<title>%s</title>", Escaped.xml(plot.title())));
        line(String.format(ROOT, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"));
        line(String.format(
                ROOT,
                "<text x=\"%d\" y=\"18\" font-size=\"13\" font-weight=\"bold\">%s</text>",
                LEFT,
                Escaped.xml(plot.title())));
        line(String.format(
                ROOT,
                "<text x=\"%d\" y=\"18\" text-anchor=\"end\" fill=\"#666\">%s</text>",
                RIGHT,
                Escaped.xml(plot.unit())));
        values();
        times();
        if (plot.stacked()) {
            areas();
        } else {
            plot.lines().forEach(this::curve);
        }
        legend();
        return text.append("</svg>\n").toString();
    }

    private void line(String element) {
        text.append(element).append('\n');
    }

    private void values() {
        for (int i = 0; i <= 4; i++) {
            double value = highest * i / 4;
            line(String.format(
                    ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT,
                    RIGHT,
                    y(value),
                    y(value)));
            line(String.format(
                    ROOT,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 5,
                    y(value) + 4,
                    number(value)));
        }
    }

    private void times() {
        var format = DateTimeFormatter.ofPattern(period.pattern(), ROOT);
        long start = end - (long) period.step() * period.slots();
        ZonedDateTime mark = period.mark(Instant.ofEpochSecond(start).atZone(zone));
        for (; mark.toEpochSecond() <= end; mark = period.next(mark)) {
            double share = (double) (mark.toEpochSecond() - start) / (end - start);
            if (share >= 0) {
                double x = LEFT + share * (RIGHT - LEFT);
                line(String.format(
                        ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#eee\"/>",
                        x,
                        x,
                        TOP,
                        BOTTOM));
                line(String.format(
                        ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        x,
                        BOTTOM + 14,
                        format.format(mark)));
            }
        }
    }

    private double x(int slot) {
        return LEFT + (RIGHT - LEFT) * (slot + 0.5) / period.slots();
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / highest;
    }

    private void curve(Plot.Line line) {
        var points = new StringBuilder();
        for (int i = 0; i < line.values().size(); i++) {
            points.append(
                    String.format(ROOT, "%.1f,%.1f ", x(i), y(line.values().get(i))));
        }
        line(String.format(
                ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\" points=\"%s\"/>",
                line.colour(),
                points.toString().strip()));
    }

    private void areas() {
        var below = new double[period.slots()];
        for (Plot.Line line : plot.lines()) {
            var points = new StringBuilder();
            for (int i = below.length - 1; i >= 0; i--) {
                points.append(String.format(ROOT, "%.1f,%.1f ", x(i), y(below[i])));
            }
            for (int i = 0; i < below.length; i++) {
                below[i] += line.values().get(i);
                points.append(String.format(ROOT, "%.1f,%.1f ", x(i), y(below[i])));
            }
            line(String.format(
                    ROOT,
                    "<polygon fill=\"%s\" points=\"%s\"/>",
                    line.colour(),
                    points.toString().strip()));
        }
    }

    private void legend() {
        int y = LEGEND;
        for (Plot.Line line : plot.lines()) {
            line(String.format(
                    ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>",
                    LEFT,
                    y - 9,
                    line.colour()));
            line(String.format(ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 16, y, Escaped.xml(line.label())));
            line(String.format(
                    ROOT,
                    "<text x=\"%d\" y=\"%d\" fill=\"#666\">max %s, mean %s</text>",
                    LEFT + 220,
                    y,
                    number(line.largest()),
                    number(line.mean())));
            y += ROW;
        }
        if (plot.lines().isEmpty()) {
            line(String.format(ROOT, "<text x=\"%d\" y=\"%d\" fill=\"#666\">nothing in this time</text>", LEFT, y));
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && value < 1e9) {
            return String.format(ROOT, "%.0f", value);
        }
        return String.format(ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }
}
