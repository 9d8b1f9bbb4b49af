package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Quote;

/** What {@code ExecStart=} runs (systemd.service(5)): prefixes off, words split, specifiers and variables resolved. */
final class ExecLine {
    private static final Pattern PREFIXES = Pattern.compile("[@\\-:+!|]*");
    private static final Pattern WORD_REFERENCE = Pattern.compile("\\$([A-Za-z_]\\w*)");
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{([A-Za-z_]\\w*)\\})");

    private ExecLine() {}

    /** The words of the command, the program first. */
    static List<Quote> words(Quote line, UnitName name, Map<String, Quote> variables) {
        Matcher prefixes = PREFIXES.matcher(line.text());
        String marks = prefixes.lookingAt() ? prefixes.group() : "";
        var specifiers = new Specifiers(name);
        var words = new ArrayList<Quote>();
        for (String word : Words.of(line.text().substring(marks.length()))) {
            if (word.equals(";")) {
                break; // another command
            }
            Quote resolved = line.with(specifiers.resolve(word));
            words.addAll(marks.contains(":") ? List.of(resolved) : expanded(resolved, variables));
        }
        if (marks.contains("@") && words.size() > 1) {
            words.remove(1); // what the program is told to be called
        }
        return words;
    }

    /** A variable that is a word by itself becomes the words of its value, and keeps its place; inside of a word it is its value. */
    private static List<Quote> expanded(Quote word, Map<String, Quote> variables) {
        Matcher alone = WORD_REFERENCE.matcher(word.text());
        if (alone.matches()) {
            Quote value = variables.getOrDefault(alone.group(1), word.with(""));
            return Words.of(value.text()).stream().map(value::with).toList();
        }
        Matcher inside = REFERENCE.matcher(word.text());
        boolean whole = inside.matches() && inside.group(1) != null && variables.containsKey(inside.group(1));
        if (whole) {
            return List.of(variables.get(inside.group(1)));
        }
        return List.of(word.with(inside.reset()
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? "$"
                                : variables
                                        .getOrDefault(found.group(1), word.with(""))
                                        .text()))));
    }
}
