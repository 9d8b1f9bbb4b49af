package org.miltermanager.conditions.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.miltermanager.condition.TextPattern;

/**
 * Names that an operator lists. An entry is a name ({@code example.com}), the end of names ({@code .example.com}), or a pattern between
 * slashes, which is found anywhere in a name ({@code /^mail\d/}). Case does not count. Immutable.
 */
public final class NameList implements Predicate<String> {
    /** The list of nothing. */
    public static final NameList EMPTY = new NameList(Set.of(), List.of(), List.of());

    private final Set<String> names;
    private final List<String> ends;
    private final List<TextPattern> patterns;

    private NameList(Set<String> names, List<String> ends, List<TextPattern> patterns) {
        this.names = Set.copyOf(names);
        this.ends = List.copyOf(ends);
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Reads entries.
     *
     * @throws IllegalArgumentException with a sentence that says which of them is wrong
     */
    public static NameList of(List<String> entries) {
        var names = new HashSet<String>();
        var ends = new ArrayList<String>();
        var patterns = new ArrayList<TextPattern>();
        for (String entry : entries) {
            if (entry.length() > 1 && entry.startsWith("/") && entry.endsWith("/")) {
                patterns.add(pattern(entry));
            } else if (entry.startsWith(".")) {
                ends.add(entry.toLowerCase(Locale.ROOT));
            } else {
                names.add(entry.toLowerCase(Locale.ROOT));
            }
        }
        return new NameList(names, ends, patterns);
    }

    private static TextPattern pattern(String entry) {
        try {
            return TextPattern.of(entry.substring(1, entry.length() - 1), true);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("the pattern " + entry + " is wrong: " + wrong.getDescription(), wrong);
        }
    }

    @Override
    public boolean test(String name) {
        return entryFor(name).isPresent();
    }

    /** The entry that a name is in the list by; empty where it is not in it. */
    public Optional<String> entryFor(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (names.contains(plain)) {
            return Optional.of(plain);
        }
        return ends.stream()
                .filter(plain::endsWith)
                .findFirst()
                .or(() -> patterns.stream()
                        .filter(pattern -> pattern.isIn(plain).orElse(false))
                        .findFirst()
                        .map(pattern -> "/" + pattern + "/"));
    }

    /** How many entries there are. */
    public int size() {
        return names.size() + ends.size() + patterns.size();
    }
}
