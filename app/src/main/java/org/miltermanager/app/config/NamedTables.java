package org.miltermanager.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Tables of all files that have one kind and a name each, such as {@code [condition.NAME]}. Used by the thread that reads them. */
final class NamedTables {
    private final String kind;
    private final Keys keys;
    private final List<Key<?>> required;
    private final Map<String, Values> all = new LinkedHashMap<>();

    /**
     * None was read yet.
     *
     * @param keys that may stand in one
     * @param required of these, those that have to
     */
    NamedTables(String kind, Keys keys, List<Key<?>> required) {
        this.kind = kind;
        this.keys = keys;
        this.required = required;
    }

    /** Reads those of one file. */
    void read(TomlFile file, TomlTable tables, Consumer<Mistake> found) {
        for (String name : tables.keySet()) {
            var only = List.of(name);
            var place = file.place(tables.inputPositionOf(only));
            if (Objects.requireNonNull(tables.get(only)) instanceof TomlTable table) {
                var read = TableReader.read(file, table, keys, found);
                required.stream()
                        .filter(read::isMissing)
                        .forEach(key -> found.accept(
                                new Mistake(place, heading(name) + ": the key '" + key.path() + "' is missing")));
                all.merge(name, read, Values::overriddenBy);
            } else {
                String first = required.getFirst().path();
                found.accept(new Mistake(
                        place,
                        kind + "." + name + ": expected a heading [" + kind + "." + name + "], and below it " + first
                                + " = ..."));
            }
        }
    }

    private String heading(String name) {
        return "[" + kind + "." + Toml.joinKeyPath(List.of(name)) + "]";
    }

    /** By name, in the order in which they were read first. */
    Map<String, Values> all() {
        return all;
    }

    /** Writes them. */
    void show(ConfigurationText text) {
        all.forEach((name, values) -> text.item(heading(name), keys, values));
    }
}
