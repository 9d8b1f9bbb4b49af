package org.miltermanager.detect.host.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Quote;

/**
 * Makes words of what a script writes: quotes off, variables in. What a command would print, <code>$( )</code>, is not known and
 * counts as empty, save {@code basename}.
 */
final class Expansion {
    /** A name, and perhaps an operator with a word: <code>${NAME:-word}</code>. */
    private static final Pattern BRACED = Pattern.compile("([A-Za-z_]\\w*)(?:(:?[-=+])(.*)|[%#/].*)?", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern BASENAME = Pattern.compile("\\s*basename\\s+\"?\\$0\"?\\s*");
    /** So deep no script nests its defaults. */
    private static final int DEEPEST = 8;
    /** A script that doubles a variable line by line would fill the memory. */
    private static final int LONGEST = 1 << 12;

    /** What blanks outside of quotes do. */
    private enum Blanks {
        SPLIT,
        END,
        STAY
    }

    private final Map<String, Quote> variables;
    private final Quote line;
    private final int depth;
    private final List<Quote> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    /** Characters that the words have together. */
    private int taken;
    /** Where the whole word comes from, as far as it is one variable. */
    private Quote origin;

    private Expansion(Quote line, Map<String, Quote> variables, int depth) {
        this.line = line;
        this.variables = variables;
        this.depth = depth;
        this.origin = line;
    }

    /** The words; one that is nothing but a variable has the variable's place. */
    static List<Quote> words(Quote line, Map<String, Quote> variables) {
        var expansion = new Expansion(line, variables, 0);
        expansion.split();
        return List.copyOf(expansion.words);
    }

    /** The value of an assignment: up to the first blank outside of quotes; variables are not split. */
    static Quote value(Quote line, Map<String, Quote> variables) {
        return value(line, variables, 0, Blanks.END);
    }

    private static Quote value(Quote line, Map<String, Quote> variables, int depth, Blanks blanks) {
        if (depth > DEEPEST) {
            return line.with("");
        }
        var expansion = new Expansion(line, variables, depth);
        expansion.scan(blanks);
        return expansion.origin.with(expansion.word.toString());
    }

    private void split() {
        scan(Blanks.SPLIT);
        end();
    }

    private void scan(Blanks blanks) {
        String text = line.text();
        char quote = 0;
        int i = 0;
        while (i < text.length() && taken < LONGEST) {
            char c = text.charAt(i);
            if (quote != '\'' && c == '\\' && i + 1 < text.length()) {
                literal(text.charAt(i + 1));
                i += 2;
            } else if (quote != '\'' && (c == '$' || c == '`')) {
                i = reference(i, quote != 0 || blanks != Blanks.SPLIT);
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
                i++;
            } else if (c == quote) {
                quote = 0;
                i++;
            } else if (quote == 0 && blanks != Blanks.STAY && Character.isWhitespace(c)) {
                if (blanks == Blanks.END) {
                    return;
                }
                end();
                i++;
            } else {
                literal(c);
                i++;
            }
        }
    }

    private void literal(char c) {
        taken++;
        word.append(c);
        begun = true;
        origin = line;
    }

    /** @return where it goes on */
    private int reference(int at, boolean quoted) {
        String text = line.text();
        if (text.startsWith("${", at)) {
            int close = closing(text, at + 1, '{', '}');
            braced(text.substring(at + 2, Math.max(at + 2, close - 1)), quoted);
            return close;
        }
        if (text.startsWith("$(", at)) {
            int close = closing(text, at + 1, '(', ')');
            printed(text.substring(at + 2, Math.max(at + 2, close - 1)));
            return close;
        }
        if (text.charAt(at) == '`') {
            int close = text.indexOf('`', at + 1);
            printed(text.substring(at + 1, close < 0 ? text.length() : close));
            return close < 0 ? text.length() : close + 1;
        }
        Matcher name = NAME.matcher(text).region(at + 1, text.length());
        if (name.lookingAt()) {
            insert(variables.getOrDefault(name.group(), line.with("")), quoted);
            return name.end();
        }
        begun |= quoted;
        return Math.min(text.length(), at + 2); // $1, $@, $$ and the like: not known
    }

    private static int closing(String text, int open, char opening, char closing) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == opening ? 1 : 0;
            depth -= text.charAt(i) == closing ? 1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void braced(String inside, boolean quoted) {
        Matcher parts = BRACED.matcher(inside);
        if (!parts.matches()) {
            return;
        }
        Quote set = variables.getOrDefault(parts.group(1), line.with(""));
        String operator = parts.group(2) == null ? "" : parts.group(2).replace(":", "");
        Quote other = operator.isEmpty() ? set : value(line.with(parts.group(3)), variables, depth + 1, Blanks.STAY);
        switch (operator) {
            case "-", "=" -> insert(set.text().isEmpty() ? other : set, quoted);
            case "+" -> insert(set.text().isEmpty() ? set : other, quoted);
            default -> insert(set, quoted);
        }
    }

    private void printed(String command) {
        if (BASENAME.matcher(command).matches()) {
            String path = line.place().source();
            word.append(path, path.lastIndexOf('/') + 1, path.length());
            begun = true;
        }
    }

    private void insert(Quote value, boolean quoted) {
        taken += value.text().length();
        if (quoted) {
            origin = word.isEmpty() ? value : line;
            word.append(value.text());
            begun = true;
            return;
        }
        String[] parts = value.text().split("\\s+", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                end();
            }
            if (!parts[i].isEmpty()) {
                origin = word.isEmpty() ? value : line;
                word.append(parts[i]);
                begun = true;
            }
        }
    }

    private void end() {
        if (begun) {
            words.add(origin.with(word.toString()));
        }
        word.setLength(0);
        begun = false;
        origin = line;
    }
}
