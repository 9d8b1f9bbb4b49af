package org.miltermanager.app.analyzer;

import static org.miltermanager.app.analyzer.Series.Graph.FINDINGS;
import static org.miltermanager.app.analyzer.Series.Graph.SESSIONS;
import static org.miltermanager.app.analyzer.Series.Graph.VERDICTS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what the lines say. Our daemon writes a line for each message; of milter manager 2 there is only what became of each session,
 * which then counts as one message.
 */
final class Tally {
    static final Set<String> VERDICT_WORDS =
            Set.of("pass", "accept", "reject", "discard", "temporary-failure", "quarantine", "abort", "error", "stop");

    private static final String STATISTICS = "[statistics] ";
    private static final Pattern SESSION_END =
            Pattern.compile("\\[session\\]\\[end\\]\\[([^\\]]*+)\\]\\[([^\\]]*+)\\]\\[[\\d.]++\\]\\(([^)]*+)\\)");
    private static final Pattern MILTER_END =
            Pattern.compile("\\[milter\\]\\[end\\]\\[([^\\]]*+)\\]\\[([^\\]]*+)\\]\\[[\\d.]++\\]\\(([^)]*+)\\): (.*+)");
    private static final Pattern SESSION_HEADER =
            Pattern.compile("\\[session\\]\\[header\\]\\[add\\]\\([^)]*+\\): <([^>]*+)>=<(.*)>");
    private static final Pattern MILTER_HEADER =
            Pattern.compile("\\[milter\\]\\[header\\]\\[add\\]\\([^)]*+\\): <([^>]*+)>=<(.*)>: (.*?)");
    private static final Pattern FINISHED =
            Pattern.compile("\\[sessions\\]\\[finished\\] \\d++\\(\\+\\d++\\) (\\d{1,9})");
    private static final Pattern MILTER = Pattern.compile("(.{1,200}?)=([a-z-]++)(?:@[a-z-]++)?+/\\d++ms(?: |$)");

    /** States of milter manager in which no message has begun. */
    private static final Set<String> BEFORE_MESSAGES = Set.of("start", "connect", "helo", "negotiate", "invalid");

    private static final int REMEMBERED = 10_000;

    private final History history;
    /** Sessions whose messages have lines of their own. */
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Tally(History history) {
        this.history = history;
    }

    void take(Stamped line) {
        if (line.text().startsWith(STATISTICS)) {
            statistics(line.text().substring(STATISTICS.length()), line.second());
        } else if (line.text().startsWith("session=")) {
            message(line.text(), line.second());
        }
    }

    private void statistics(String text, long second) {
        if (text.startsWith("[session][disconnected]")) {
            history.count(Series.of(SESSIONS, "disconnected"), second);
        } else if (text.startsWith("[session][end]")) {
            match(SESSION_END, text, end -> sessionEnd(end, second));
        } else if (text.startsWith("[milter][end]")) {
            match(MILTER_END, text, end -> milterEnd(end, second));
        } else if (text.startsWith("[session][header]")) {
            match(SESSION_HEADER, text, header -> header("", header, second));
        } else if (text.startsWith("[milter][header]")) {
            match(MILTER_HEADER, text, header -> header(header.group(3), header, second));
        } else {
            match(
                    FINISHED,
                    text,
                    finished -> history.peak(
                            Series.of(SESSIONS, "concurrent"), second, Integer.parseInt(finished.group(1))));
        }
    }

    private static void match(Pattern pattern, String text, Consumer<Matcher> then) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.matches()) {
            then.accept(matcher);
        }
    }

    private void sessionEnd(Matcher end, long second) {
        history.count(Series.of(SESSIONS, "sessions"), second);
        if (isOnlyTrace(end.group(1), end.group(3))) {
            verdict("", end.group(2), second);
        }
    }

    private void milterEnd(Matcher end, long second) {
        if (isOnlyTrace(end.group(1), end.group(3))) {
            verdict(end.group(4), end.group(2), second);
        }
    }

    private boolean isOnlyTrace(String state, String session) {
        return !BEFORE_MESSAGES.contains(state) && !told.containsKey(session);
    }

    private void header(String milter, Matcher header, long second) {
        Findings.of(header.group(1), header.group(2))
                .forEach(finding -> history.count(new Series(FINDINGS, milter, finding), second));
    }

    private void verdict(String milter, String word, long second) {
        String verdict = word.equals("failed") ? "error" : word;
        if (VERDICT_WORDS.contains(verdict)) {
            history.count(new Series(VERDICTS, milter, verdict), second);
        }
    }

    private void message(String text, long second) {
        for (int at = 0; at < text.length(); ) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return;
            }
            int end = valueEnd(text, equals + 1);
            String value = text.substring(equals + 1, end);
            switch (text.substring(at, equals)) {
                case "session" -> told.put(value, true);
                case "verdict" -> verdict("", value, second);
                case "milters" -> milters(value, second);
                default -> {} // of no interest
            }
            at = end + 1;
        }
    }

    /** A value ends at a blank, or, in quotes, at the quote that no backslash goes before. */
    private static int valueEnd(String text, int from) {
        int at = from;
        boolean quoted = text.startsWith("\"", from);
        if (quoted) {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
        }
        int blank = text.indexOf(' ', Math.min(at, text.length()));
        return blank < 0 ? text.length() : blank;
    }

    private void milters(String value, long second) {
        Matcher milter = MILTER.matcher(unquoted(value));
        while (milter.find()) {
            verdict(milter.group(1), milter.group(2), second);
        }
    }

    /** A line may be cut or damaged: a quote may be missing on either side, and everything between them. */
    private static String unquoted(String value) {
        int begin = value.startsWith("\"") ? 1 : 0;
        boolean closed = value.length() > begin && value.endsWith("\"");
        return value.substring(begin, closed ? value.length() - 1 : value.length());
    }
}
