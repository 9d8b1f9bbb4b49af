package org.miltermanager.detect.product;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/**
 * Reads one text in UCL: {@code key = value;}, {@code key: value}, {@code key "name" { … }}, arrays, quotes, comments and
 * here-documents. Total: what is no UCL is passed over.
 */
final class UclText {
    private static final int DEEPEST = 100;

    /** What is open: a section, or in it the array of a key. */
    private record Open(Ucl.Section section, String arrayKey) {}

    private final Reading.Text source;
    private final String text;
    private final UclFiles files;
    private final int priority;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private int line = 1;

    /** @param section within which the text stands */
    UclText(Reading.Text source, UclFiles files, Ucl.Section section, int priority) {
        this.source = source;
        this.text = String.join("\n", source.lines());
        this.files = files;
        this.priority = priority;
        open.push(new Open(section, ""));
    }

    void read() {
        skipBlank(true);
        while (at < text.length()) {
            item();
            skipBlank(true);
        }
    }

    private void item() {
        switch (text.charAt(at)) {
            case ';', ',', '=', ':' -> advance(1);
            case '}', ']' -> {
                advance(1);
                if (open.size() > 1) {
                    open.pop();
                }
            }
            case '{' -> open(files.section(named(top().arrayKey())), "");
            case '[' -> open(top().section(), top().arrayKey());
            case '.' -> files.macro(rest(), top().section(), priority);
            default -> pair();
        }
    }

    private Open top() {
        return open.getFirst();
    }

    /** Deeper than anybody nests, everything counts as one section. */
    private void open(Ucl.Section section, String arrayKey) {
        advance(1);
        if (open.size() < DEEPEST) {
            open.push(new Open(section, arrayKey));
        } else {
            at = text.length();
        }
    }

    private Quote rest() {
        int end = text.indexOf('\n', at);
        Quote rest = quote(text.substring(at, end < 0 ? text.length() : end).strip());
        advance((end < 0 ? text.length() : end) - at);
        return rest;
    }

    private Quote quote(String value) {
        return new Quote(value, source.place(line));
    }

    private void pair() {
        Quote key = word(" \t\r\n=:{}[];,");
        skipBlank(false);
        boolean element = !top().arrayKey().isEmpty() && (at == text.length() || "],;\n".indexOf(text.charAt(at)) >= 0);
        if (element) {
            files.add(top().section(), top().arrayKey(), key, priority);
            return;
        }
        boolean assigned = at < text.length() && "=:".indexOf(text.charAt(at)) >= 0;
        if (assigned) {
            advance(1);
            skipBlank(true);
        }
        value(key.text(), assigned);
    }

    private void value(String key, boolean assigned) {
        if (at == text.length() || ";,}]".indexOf(text.charAt(at)) >= 0) {
            return;
        }
        if (text.charAt(at) == '{') {
            open(files.section(named(key)), "");
        } else if (text.charAt(at) == '[') {
            open(top().section(), key);
        } else if (text.startsWith("<<", at)) {
            skipHereDocument();
        } else {
            Quote value = word("\n{}[];,");
            skipBlank(!assigned);
            if (at < text.length() && text.charAt(at) == '{') {
                open(files.section(named(key, value.text())), "");
            } else {
                files.add(top().section(), key, value, priority);
            }
        }
    }

    /** Names of a section within the one that is open. */
    private List<String> named(String... names) {
        List<String> path = new ArrayList<>(top().section().path());
        Stream.of(names).filter(name -> !name.isEmpty()).forEach(path::add);
        return path;
    }

    /** In quotes, or up to one of these characters, or a comment. */
    private Quote word(String ends) {
        Quote begin = quote("");
        if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            return begin.with(quoted(text.charAt(at)));
        }
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0 && text.charAt(at) != '#') {
            advance(1);
        }
        if (at == start) {
            advance(1);
        }
        return begin.with(text.substring(start, at).strip());
    }

    private String quoted(char mark) {
        var content = new StringBuilder();
        advance(1);
        while (at < text.length() && text.charAt(at) != mark) {
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
            if (escaped) {
                advance(1);
            }
            content.append(text.charAt(at));
            advance(1);
        }
        advance(Math.min(1, text.length() - at));
        return content.toString();
    }

    private void skipHereDocument() {
        String delimiter = rest().text().substring(2).strip();
        while (at < text.length()) {
            advance(1);
            if (rest().text().equals(delimiter)) {
                return;
            }
        }
    }

    private void skipBlank(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                rest();
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                advance((end < 0 ? text.length() : end + 2) - at);
            } else if (Character.isWhitespace(c) && (lines || c != '\n')) {
                advance(1);
            } else {
                return;
            }
        }
    }

    private void advance(int characters) {
        for (int i = 0; i < characters; i++) {
            line += text.charAt(at++) == '\n' ? 1 : 0;
        }
    }
}
