package org.miltermanager.app.ruby;

import java.nio.file.Path;
import java.util.List;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.config.Origin;
import org.miltermanager.app.log.PrintableText;

/**
 * The lines of a file, to quote from.
 *
 * @param file as it is named in what is told: fit to be shown
 */
record Excerpt(Path file, List<String> lines) {
    private static final int LONGEST = 60;

    Excerpt {
        lines = List.copyOf(lines);
    }

    static Excerpt of(Path file, String text) {
        return new Excerpt(
                Path.of(PrintableText.of(file.toString())), text.lines().toList());
    }

    Origin.InFile origin(int line) {
        return new Origin.InFile(file, line, 0);
    }

    /**
     * What is told of lines that could not be carried over.
     *
     * @param first from 1; 0 for the file as a whole
     * @param advice what to do about it
     */
    Mistake leftOver(int first, int last, String advice) {
        String line = first > 0 && first <= lines.size() ? lines.get(first - 1).strip() : "";
        String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        String more = last > first ? " … (to line " + last + ")" : "";
        return new Mistake(origin(first), PrintableText.of(line.isEmpty() ? advice : shown + more + ": " + advice));
    }
}
