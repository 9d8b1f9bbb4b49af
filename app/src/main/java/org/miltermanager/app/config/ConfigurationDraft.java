package org.miltermanager.app.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.miltermanager.detect.Finding;
import org.tomlj.Toml;

/**
 * A configuration in the making, to become the text of a file. Each value is held against its key as those of files are, so that the text
 * is one that is accepted. Not safe for use by several threads.
 */
public final class ConfigurationDraft {
    private static final String MILTER_NAME = Schema.NAME_OF_MILTER.path();

    private final Supplier<List<Finding>> detection;
    private final Map<String, Entry> top = new LinkedHashMap<>();
    private final Map<String, Map<String, Entry>> milters = new LinkedHashMap<>();
    /** Without a key that is required: they are written as comments. */
    private final Map<String, Map<String, Entry>> incomplete = new LinkedHashMap<>();

    /** @param detection finds the milters of the host, of which a file needs to say only what it changes */
    public ConfigurationDraft(Supplier<List<Finding>> detection) {
        this.detection = detection;
    }

    /** A value as files spell it, and where it comes from. */
    private record Entry(String spelling, Origin origin) {}

    /** A line of the text, and what takes its value out of the draft again. */
    private record Line(String text, Runnable drop, Origin origin) {}

    /** Under which conditions a milter of the host is asked unless a file says something else; none where it is not found. */
    public List<String> conditionsOfDetected(String milter) {
        return detection.get().stream()
                .filter(finding -> finding.name().equals(milter))
                .findFirst()
                .map(Finding::conditions)
                .orElse(List.of());
    }

    /**
     * Sets a value; it overrides an earlier one.
     *
     * @param value a String, Long, Boolean, or a list of Strings
     * @param origin where it comes from, for the comment above it
     * @throws IllegalArgumentException if the key does not take it; the message says what it takes
     */
    public void set(String key, Object value, Origin origin) {
        top.put(key, new Entry(spelled(Schema.TOP, key, value), origin));
    }

    /** As if {@code key} had never been set. */
    public void unset(String key) {
        top.remove(key);
    }

    /**
     * Begins a milter, or goes on with the one of this name, and puts it at the end of the order.
     *
     * @throws IllegalArgumentException if a milter cannot have this name; nothing is begun
     */
    public void milter(String name, Origin origin) {
        var named = new Entry(spelled(Schema.MILTER, MILTER_NAME, name), origin);
        var entries = Objects.requireNonNullElseGet(milters.remove(name), LinkedHashMap<String, Entry>::new);
        entries.put(MILTER_NAME, named);
        milters.put(name, entries);
    }

    /** As {@link #set}, for a milter that was begun. */
    public void setOfMilter(String milter, String key, Object value, Origin origin) {
        Objects.requireNonNull(milters.get(milter), milter)
                .put(key, new Entry(spelled(Schema.MILTER, key, value), origin));
    }

    /** As if {@code key} had never been set for this milter. */
    public void unsetOfMilter(String milter, String key) {
        milters.getOrDefault(milter, new HashMap<>()).remove(key);
    }

    /** Whether it was set for a milter that was begun. */
    public boolean hasOfMilter(String milter, String key) {
        return Objects.requireNonNull(milters.get(milter), milter).containsKey(key);
    }

    /** Takes a milter out again. */
    public void removeMilter(String name) {
        milters.remove(name);
    }

    /** The milters in their order. */
    public Collection<String> milters() {
        return List.copyOf(milters.keySet());
    }

    private static String spelled(Keys keys, String path, Object value) {
        Key<?> key = keys.find(path).orElseThrow(() -> new IllegalArgumentException("unknown key '" + path + "'"));
        Object toml = value instanceof List<?> list ? array(list) : value;
        key.refusal(toml).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return key.spell(toml);
    }

    private static Object array(List<?> elements) {
        var quoted = elements.stream().map(element -> Kind.quoted(element.toString()));
        return Toml.parse("list = [" + String.join(", ", quoted.toList()) + "]").getArrayOrEmpty("list");
    }

    /**
     * Takes out what is a mistake only beside other values.
     *
     * @return what was taken out, and why
     */
    public List<Mistake> settle() {
        var told = new LinkedHashSet<Mistake>();
        String before;
        do {
            List<Line> lines = lines();
            before = text(lines);
            for (Mistake mistake : ConfigurationReader.mistakes(before, detection)) {
                if (mistake.origin() instanceof Origin.InFile place) {
                    Line line = lines.get(place.line() - 1);
                    told.add(new Mistake(line.origin(), mistake.what()));
                    line.drop().run();
                }
            }
        } while (!text(lines()).equals(before));
        return List.copyOf(told);
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        String table = "";
        for (Key<?> key : Schema.TOP.all()) {
            var entry = top.get(key.path());
            if (entry != null && !key.table().equals(table)) {
                table = key.table();
                lines.add(remark(""));
                lines.add(remark("[" + table + "]"));
            }
            if (entry != null) {
                lines.add(remark("# " + entry.origin()));
                lines.add(new Line(key.name() + " = " + entry.spelling(), () -> unset(key.path()), entry.origin()));
            }
        }
        milters.forEach((name, entries) -> milterLines(name, entries, lines));
        return lines;
    }

    private void milterLines(String milter, Map<String, Entry> entries, List<Line> lines) {
        lines.add(remark(""));
        lines.add(new Line("[[" + Schema.MILTERS.path() + "]]", () -> setAside(milter), begun(entries)));
        for (Key<?> key : Schema.MILTER.all()) {
            var entry = entries.get(key.path());
            if (entry != null) {
                Runnable drop = key.path().equals(MILTER_NAME)
                        ? () -> setAside(milter)
                        : () -> unsetOfMilter(milter, key.path());
                lines.add(remark("# " + entry.origin()));
                lines.add(new Line(key.path() + " = " + entry.spelling(), drop, entry.origin()));
            }
        }
    }

    private static Origin begun(Map<String, Entry> entries) {
        return Objects.requireNonNull(entries.get(MILTER_NAME), MILTER_NAME).origin();
    }

    private void setAside(String milter) {
        var entries = milters.remove(milter);
        if (entries != null) {
            incomplete.put(milter, entries);
        }
    }

    private static Line remark(String text) {
        return new Line(text, () -> {}, new Origin.Default());
    }

    private static String text(List<Line> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /** The text of the file: only what was set, with a comment above each value that says where it comes from. */
    public String text() {
        var lines = lines();
        var comments = new ArrayList<Line>();
        incomplete.forEach((name, entries) -> milterLines(name, entries, comments));
        comments.forEach(line -> lines.add(remark(line.text().isEmpty() ? "" : "#" + line.text())));
        return text(lines);
    }
}
