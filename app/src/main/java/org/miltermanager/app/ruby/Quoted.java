package org.miltermanager.app.ruby;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the literals that stand between delimiters: strings, symbols, words, regular expressions, here-documents. */
final class Quoted {
    private static final Map<Character, Character> PAIRS = Map.of('(', ')', '[', ']', '{', '}', '<', '>');
    private static final Value NOT_CLOSED = new Value.Unknown("the quotes are not closed");
    private static final Value COMPUTED = new Value.Unknown("it contains #{…}, which is known only when Ruby runs");
    private static final Value COMMAND = new Value.Unknown("it is the output of a command");

    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<[-~]?([\"'`]?)[\\p{L}_][\\p{L}\\p{N}_]*+\\1");
    private static final Pattern OPTIONS = Pattern.compile("[a-z]*+");

    private final Source source;
    /** Of this line: their text begins on the next one. */
    private final Deque<String> hereDocuments = new ArrayDeque<>();
    /** Whether {@link #rest} came upon what is known only when Ruby runs. */
    private boolean computed;

    Quoted(Source source) {
        this.source = source;
    }

    /**
     * The literal that begins here, taken; empty if none does.
     *
     * @param c the next character
     * @param valueMayBegin whether an operator cannot stand here
     */
    Optional<Value> literal(char c, boolean valueMayBegin) {
        return switch (c) {
            case '"', '\'' -> Optional.of(text(c));
            case '`' -> Optional.of(command());
            case ':' -> quotedSymbol();
            case '/' -> valueMayBegin ? Optional.of(pattern('/')) : Optional.empty();
            case '%' -> valueMayBegin ? percent() : Optional.empty();
            case '<' -> valueMayBegin ? hereDocument() : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Value text(char delimiter) {
        source.take();
        return string(delimiter, delimiter != '\'');
    }

    private Value command() {
        source.take();
        return rest('`', false) == null ? NOT_CLOSED : COMMAND;
    }

    private Optional<Value> quotedSymbol() {
        char delimiter = source.peek(1);
        if (delimiter != '"' && delimiter != '\'') {
            return Optional.empty();
        }
        source.take();
        return Optional.of(text(delimiter));
    }

    private Optional<Value> percent() {
        char kind = source.peek(1);
        boolean named = "wWiIqQr".indexOf(kind) >= 0;
        char delimiter = source.peek(named ? 2 : 1);
        if (Character.isLetterOrDigit(delimiter) || Character.isWhitespace(delimiter) || delimiter <= ' ') {
            return Optional.empty();
        }
        source.take();
        if (named) {
            source.take();
        }
        return Optional.of(
                switch (kind) {
                    case 'w', 'W', 'i', 'I' -> words(delimiter);
                    case 'r' -> pattern(delimiter);
                    default -> {
                        source.take();
                        yield string(delimiter, kind != 'q');
                    }
                });
    }

    private Value words(char delimiter) {
        source.take();
        Value all = string(delimiter, true);
        return all instanceof Value.Text(var text)
                ? new Value.Many(text.isBlank() ? List.of() : texts(text.strip().split("\\s+")))
                : all;
    }

    private static List<Value> texts(String[] words) {
        var texts = new ArrayList<Value>();
        for (String word : words) {
            texts.add(new Value.Text(word));
        }
        return texts;
    }

    private Value pattern(char delimiter) {
        source.take();
        return switch (rest(delimiter, true)) {
            case null -> NOT_CLOSED;
            case String _ when computed -> COMPUTED;
            case String text -> new Value.Pattern(text.replace("\\/", "/"), source.take(OPTIONS));
        };
    }

    private Value string(char delimiter, boolean escapes) {
        return switch (rest(delimiter, escapes)) {
            case null -> NOT_CLOSED;
            case String text when !escapes -> new Value.Text(Escapes.plain(text, delimiter, closing(delimiter)));
            case String _ when computed -> COMPUTED;
            case String text -> new Value.Text(Escapes.resolved(text));
        };
    }

    private static char closing(char delimiter) {
        return PAIRS.getOrDefault(delimiter, delimiter);
    }

    /** Up to the delimiter that closes, escapes as they are written; null if there is none up to the end of the file. */
    private @Nullable String rest(char opening, boolean computes) {
        char closing = closing(opening);
        var text = new StringBuilder();
        computed = false;
        int open = 1;
        while (!source.atEnd()) {
            char c = source.take();
            if (c == '\\' && !source.atEnd()) {
                text.append(c).append(source.take());
                continue;
            }
            if (computes && c == '#' && source.peek() == '{') {
                computed = true;
                skipComputation();
                continue;
            }
            open += c == closing ? -1 : c == opening ? 1 : 0;
            if (open == 0) {
                return text.toString();
            }
            text.append(c);
        }
        return null;
    }

    /** From the brace that opens to the one that closes; its quotes are not looked at. */
    private void skipComputation() {
        int open = 0;
        do {
            char c = source.take();
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
        } while (open > 0 && !source.atEnd());
    }

    private Optional<Value> hereDocument() {
        String opening = source.take(HERE_DOCUMENT);
        if (opening.isEmpty()) {
            return Optional.empty();
        }
        hereDocuments.add(opening.replaceAll("[<~\"'`-]", ""));
        return Optional.of(new Value.Unknown("it is a here-document"));
    }

    /** At the beginning of a line: takes the texts of the here-documents that the line before named. */
    void skipHereDocuments() {
        while (!hereDocuments.isEmpty()) {
            String end = hereDocuments.remove();
            while (!source.atEnd() && !source.takeLine().strip().equals(end)) {
                source.take();
            }
            source.take();
        }
    }
}
