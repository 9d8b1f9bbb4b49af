package org.miltermanager.app.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that may stand in a table and in the tables inside it.
 *
 * @param all in the order in which they are told
 */
record Keys(List<Key<?>> all) {
    static Keys of(Key<?>... all) {
        return new Keys(List.of(all));
    }

    /** These, and others behind them. */
    Keys and(List<Key<?>> others) {
        return new Keys(Stream.concat(all.stream(), others.stream()).toList());
    }

    Optional<Key<?>> find(String path) {
        return all.stream().filter(key -> key.path().equals(path)).findFirst();
    }

    boolean isTable(String path) {
        return all.stream().anyMatch(key -> key.path().startsWith(path + "."));
    }

    /** What may stand in a table, for people. */
    String inside(String table) {
        return String.join(", ", namesIn(table + "."));
    }

    /** What may help somebody who wrote a key that is not known. */
    String help(String unknown) {
        String table = unknown.substring(0, unknown.lastIndexOf('.') + 1);
        String name = unknown.substring(table.length());
        return beside(name, table)
                .or(() -> elsewhere(unknown))
                .or(() -> elsewhere(name))
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "known here: " + String.join(", ", namesIn(table)));
    }

    /** In a table, its name does not count as letters that fit. At the top, other keys may be nearer. */
    private Optional<String> beside(String name, String table) {
        return table.isEmpty()
                ? Optional.empty()
                : Nearest.to(name, namesIn(table)).map(near -> table + near);
    }

    private Optional<String> elsewhere(String unknown) {
        Map<String, String> meant = new LinkedHashMap<>();
        String table = unknown.substring(0, unknown.lastIndexOf('.') + 1);
        if (table.isEmpty()) {
            namesIn("").forEach(name -> meant.put(name, name));
        }
        all.stream()
                .filter(key -> table.isEmpty() || !key.path().startsWith(table))
                .forEach(key -> meant.putIfAbsent(key.path(), key.path()));
        all.forEach(key -> meant.putIfAbsent(key.name(), key.path()));
        all.forEach(key -> key.otherNames().forEach(name -> meant.putIfAbsent(name, key.path())));
        return Nearest.to(unknown, meant.keySet()).map(meant::get);
    }

    /** Keys and tables directly inside of a table, which is given with a dot behind it, or empty. */
    private LinkedHashSet<String> namesIn(String table) {
        var names = new LinkedHashSet<String>();
        all.stream()
                .map(Key::path)
                .filter(path -> path.startsWith(table))
                .map(path -> path.substring(table.length()).replaceFirst("\\..*", ""))
                .forEach(names::add);
        return names;
    }
}
