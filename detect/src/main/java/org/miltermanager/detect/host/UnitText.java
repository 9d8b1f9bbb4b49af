package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Quote;

/** Reads the syntax of unit files (systemd.syntax(7)): sections, comments, lines continued by a backslash. */
final class UnitText {
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\]");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z0-9-]+)\\s*=\\s*(.*)", Pattern.DOTALL);

    private final List<Unit.Setting> settings = new ArrayList<>();
    private String section = "";

    private UnitText() {}

    static List<Unit.Setting> read(Reading.Text text) {
        var reader = new UnitText();
        logicalLines(text).forEach(reader::line);
        return reader.settings;
    }

    /** A comment between continued lines is left out, and does not end them. */
    private static List<Quote> logicalLines(Reading.Text text) {
        var logical = new ArrayList<Quote>();
        var joined = new StringBuilder();
        Quote first = null;
        for (Quote line : text.quotes().toList()) {
            String content = line.text().strip();
            if (content.startsWith("#") || content.startsWith(";") || (content.isEmpty() && first == null)) {
                continue;
            }
            boolean more = content.endsWith("\\");
            first = first == null ? line : first;
            joined.append(more ? content.substring(0, content.length() - 1) + " " : content);
            if (!more) {
                logical.add(first.with(joined.toString()));
                joined.setLength(0);
                first = null;
            }
        }
        if (first != null) {
            logical.add(first.with(joined.toString()));
        }
        return logical;
    }

    private void line(Quote line) {
        Matcher heading = SECTION.matcher(line.text().strip());
        Matcher assignment = ASSIGNMENT.matcher(line.text().strip());
        if (heading.matches()) {
            section = heading.group(1);
        } else if (assignment.matches()) {
            settings.add(new Unit.Setting(section, assignment.group(1), line.with(assignment.group(2))));
        }
    }
}
