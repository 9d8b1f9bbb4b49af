package org.miltermanager.milters.spamd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.miltermanager.wire.Header;

/**
 * A message, or its headers alone, as spamd would deliver it.
 *
 * @param headers as in {@link Header}, with the blank behind the colon; in their order
 * @param body one char per octet; empty where spamd was not asked for it
 */
record Rewritten(List<Header> headers, String body) {
    /** More than any configuration of spamd adds; headers behind them are left out. */
    private static final int MOST = 10_000;

    private static final Pattern EMPTY_LINE = Pattern.compile("\n\r?\n");

    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):(.*)", Pattern.DOTALL);

    /** Whether a text has a header, and an empty line behind its headers. The body may be empty. */
    static boolean isMessage(String text) {
        return EMPTY_LINE.matcher(text).find() && !parse(text).headers().isEmpty();
    }

    /** Reads it. Total: lines that are no headers are left out. */
    static Rewritten parse(String text) {
        List<Header> headers = new ArrayList<>();
        var field = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                field.append('\n').append(line);
            } else {
                take(field, headers);
                field.append(line);
            }
        }
        take(field, headers);
        return new Rewritten(headers, text.substring(at));
    }

    private static void take(StringBuilder field, List<Header> into) {
        var parts = FIELD.matcher(field);
        if (into.size() < MOST && parts.matches()) {
            into.add(new Header(parts.group(1), parts.group(2)));
        }
        field.setLength(0);
    }

    /** The first value of a name, compared without regard to case. */
    Optional<String> value(String name) {
        return value(headers, name);
    }

    static Optional<String> value(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
