package org.miltermanager.app.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints rows under each other, in columns of a fixed width; what is too long goes on in the next line. Used by one thread. */
final class Table {
    private static final int MAIL = 14;
    private static final int MILTER = 17;
    private static final int ANSWER = 17;
    private static final int TIME = 8;
    private static final int LINES = 5;
    private static final String MORE = " ...";
    private static final String GAP = "  ";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colours;

    Table(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** The line on top. */
    void head(List<String> milters) {
        var cells = new ArrayList<List<String>>();
        cells.add(List.of("mail"));
        milters.forEach(milter -> cells.add(List.of(milter)));
        cells.add(List.of("answer to the client"));
        cells.add(List.of("time"));
        print(cells, BOLD);
    }

    void row(Row row) {
        var cells = new ArrayList<List<String>>();
        cells.add(wrapped(List.of(row.mail()), MAIL));
        row.milters().forEach(said -> cells.add(wrapped(said, MILTER)));
        cells.add(wrapped(List.of(row.answer()), ANSWER));
        cells.add(List.of(String.format(Locale.ROOT, "%.1f ms", row.took().toNanos() / 1e6)));
        print(cells, row.refused() ? RED : GREEN);
    }

    private void print(List<List<String>> cells, String colour) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            out.println(line(cells, line, colour).stripTrailing());
        }
    }

    private String line(List<List<String>> cells, int line, String colour) {
        var text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int fromEnd = cells.size() - column;
            List<String> cell = cells.get(column);
            String part = line < cell.size() ? cell.get(line) : "";
            boolean coloured = colours && !part.isEmpty() && (fromEnd == 2 || colour.equals(BOLD));
            String shown = coloured ? colour + part + PLAIN : part;
            if (fromEnd == 1) {
                text.append(" ".repeat(Math.max(TIME - part.length(), 0))).append(shown);
            } else {
                text.append(shown)
                        .append(" ".repeat(Math.max(width(column, fromEnd) - part.length(), 0)))
                        .append(GAP);
            }
        }
        return text.toString();
    }

    private static int width(int column, int fromEnd) {
        if (column == 0) {
            return MAIL;
        }
        return fromEnd == 2 ? ANSWER : MILTER;
    }

    /** Breaks at blanks and behind hyphens, or inside words that are too long; of a long text only the first lines. */
    private static List<String> wrapped(List<String> texts, int width) {
        var wrapped = new ArrayList<String>();
        for (String text : texts) {
            List<String> lines = broken(text, width);
            if (lines.size() > LINES) {
                wrapped.addAll(lines.subList(0, LINES - 1));
                wrapped.add(shortened(lines.get(LINES - 1), width));
            } else {
                wrapped.addAll(lines);
            }
        }
        return wrapped;
    }

    private static List<String> broken(String text, int width) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (rest.length() > width) {
            int blank = Math.max(rest.lastIndexOf(' ', width), rest.lastIndexOf('-', width - 1) + 1);
            int end = blank > 0 ? blank : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static String shortened(String line, int width) {
        return line.substring(0, Math.min(line.length(), width - MORE.length())).stripTrailing() + MORE;
    }
}
