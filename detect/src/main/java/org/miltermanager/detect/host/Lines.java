package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.detect.Quote;

/** Lines that continue on the next one. */
final class Lines {
    private Lines() {}

    /** Joins lines that end with a backslash with the next one; the place is that of the first. */
    static List<Quote> joined(Reading.Text text) {
        var lines = new ArrayList<Quote>();
        boolean continued = false;
        for (Quote line : text.quotes().toList()) {
            boolean more = line.text().endsWith("\\");
            String part = more ? line.text().substring(0, line.text().length() - 1) : line.text();
            lines.add(continued ? appended(lines.removeLast(), part) : line.with(part));
            continued = more;
        }
        return lines;
    }

    private static Quote appended(Quote begun, String part) {
        return begun.with(begun.text() + part);
    }
}
