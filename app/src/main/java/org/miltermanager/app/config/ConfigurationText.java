package org.miltermanager.app.config;

import java.util.List;

/** Writes the syntax of the configuration files. */
final class ConfigurationText {
    private final StringBuilder text = new StringBuilder();

    void comment(String line) {
        text.append("# ").append(line.strip().isEmpty() ? "" : line).append('\n');
    }

    /** Keys and the tables inside, a comment above each value that says where it comes from. */
    void table(Keys keys, Values values) {
        String table = "";
        for (Key<?> key : valued(keys)) {
            if (!key.table().equals(table)) {
                table = key.table();
                text.append("\n[").append(table).append(']');
            }
            value(key, key.name(), values);
        }
    }

    /** One of several tables of the same name; what stands in tables inside is written with dots. */
    void item(String table, Keys keys, Values values) {
        text.append("\n[[").append(table).append("]]");
        for (Key<?> key : valued(keys)) {
            value(key, key.path(), values);
        }
    }

    private void value(Key<?> key, String name, Values values) {
        text.append('\n');
        comment(values.origin(key).toString());
        text.append(name).append(" = ").append(values.spelling(key)).append('\n');
    }

    private static List<Key<?>> valued(Keys keys) {
        return keys.all().stream().filter(key -> !key.equals(Schema.MILTERS)).toList();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
