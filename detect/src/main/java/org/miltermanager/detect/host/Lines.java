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
        var joined = new StringBuilder();
        Quote first = null;
        for (Quote line : text.quotes().toList()) {
            boolean more = line.text().endsWith("\\");
            first = first == null ? line : first;
            joined.append(line.text(), 0, line.text().length() - (more ? 1 : 0));
            if (!more) {
                lines.add(first.with(joined.toString()));
                joined.setLength(0);
                first = null;
            }
        }
        if (first != null) {
            lines.add(first.with(joined.toString()));
        }
        return lines;
    }
}
