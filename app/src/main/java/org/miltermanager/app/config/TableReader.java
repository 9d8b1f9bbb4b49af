package org.miltermanager.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Holds a table of a file against the keys that may stand there. */
final class TableReader {
    private final TomlFile file;
    private final Keys keys;
    private final Consumer<Mistake> mistakes;
    private final Map<String, Values.Given> given = new HashMap<>();

    private TableReader(TomlFile file, Keys keys, Consumer<Mistake> mistakes) {
        this.file = file;
        this.keys = keys;
        this.mistakes = mistakes;
    }

    /** What the table gives; whatever is wrong with it is told, and what the keys do not know is left out. */
    static Values read(TomlFile file, TomlTable table, Keys keys, Consumer<Mistake> mistakes) {
        var reader = new TableReader(file, keys, mistakes);
        reader.read(table, "");
        return new Values(reader.given);
    }

    private void read(TomlTable table, String prefix) {
        for (String name : table.keySet()) {
            var only = List.of(name);
            var entry =
                    new Values.Given(Objects.requireNonNull(table.get(only)), file.place(table.inputPositionOf(only)));
            take(prefix + Toml.joinKeyPath(only), entry);
        }
    }

    private void take(String path, Values.Given entry) {
        var key = keys.find(path);
        if (key.isPresent()) {
            take(key.get(), entry);
        } else if (!keys.isTable(path)) {
            wrong(entry, "unknown key '" + path + "'; " + keys.help(path));
        } else if (entry.toml() instanceof TomlTable inner) {
            read(inner, path + ".");
        } else {
            wrong(
                    entry,
                    path + ": "
                            + Kind.refused(entry.toml(), "a table with " + keys.inside(path))
                                    .getMessage());
        }
    }

    private void take(Key<?> key, Values.Given entry) {
        given.put(key.path(), entry);
        key.refusal(entry.toml()).ifPresent(why -> wrong(entry, key.path() + ": " + why));
    }

    private void wrong(Values.Given entry, String what) {
        mistakes.accept(new Mistake(entry.origin(), what));
    }
}
