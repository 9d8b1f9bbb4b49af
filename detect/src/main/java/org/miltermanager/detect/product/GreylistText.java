package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/**
 * greylist.conf(5): one statement on each line, {@code #} begins a comment outside of quotes, and a backslash at the end, be it before a
 * comment, continues the statement on the next line.
 */
final class GreylistText {
    /** Case does not matter; the path must be in quotes; the mode of the socket may follow. */
    private static final Pattern SOCKET = Pattern.compile("(?i)socket\\s+\"([^\"]*)\".*", Pattern.DOTALL);

    private static final Pattern KEYWORD = Pattern.compile("(?i)socket(\\s.*)?", Pattern.DOTALL);

    private final StringBuilder statement = new StringBuilder();
    private @Nullable Quote first;
    private @Nullable Quote socket;

    private GreylistText() {}

    /**
     * What the last {@code socket} statement says: that one counts.
     *
     * @return the path, or where it is in no quotes, so that milter-greylist does not start, an empty text
     */
    static Optional<Quote> socket(Reading.Text text) {
        var reader = new GreylistText();
        text.quotes().forEach(reader::line);
        reader.end();
        return Optional.ofNullable(reader.socket);
    }

    private void line(Quote line) {
        String content = withoutComment(line.text()).strip();
        boolean continued = content.endsWith("\\");
        if (first == null) {
            first = line;
        }
        statement.append(continued ? content.substring(0, content.length() - 1) : content);
        if (!continued) {
            end();
        }
    }

    private static String withoutComment(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == '#' && !quoted) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private void end() {
        Matcher keyword = KEYWORD.matcher(statement);
        if (first != null && keyword.matches()) {
            Matcher path = SOCKET.matcher(statement);
            socket = first.with(path.matches() ? path.group(1) : "");
        }
        statement.setLength(0);
        first = null;
    }
}
