package org.miltermanager.app.config;

import java.util.List;

/** Writes the syntax of the configuration files. */
final class ConfigurationText {
    private static final int WIDTH = 97;

    private final StringBuilder text = new StringBuilder();

    void comment(String line) {
        text.append("# ").append(line).append('\n');
    }

    /** Sentences that belong to what follows; each becomes one line. */
    void note(List<String> sentences) {
        if (!sentences.isEmpty()) {
            text.append('\n');
        }
        sentences.forEach(sentence -> comment(sentence.replaceAll("\\p{Cntrl}", "?")));
    }

    /** A table that somebody may want, as comments. */
    void offer(Offer offer) {
        note(offer.reasons());
        offer.table().forEach(line -> text.append('#').append(line).append('\n'));
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

    /** One of several tables of the same kind; what stands in tables inside is written with dots. */
    void item(String heading, Keys keys, Values values) {
        text.append('\n').append(heading);
        for (Key<?> key : valued(keys)) {
            value(key, key.path(), values);
        }
    }

    /** What each key means and takes, each key commented out, with its default. */
    void reference(Keys keys) {
        String table = "";
        for (Key<?> key : valued(keys)) {
            if (!key.table().equals(table)) {
                table = key.table();
                text.append("\n[").append(table).append(']');
            }
            meaning(key, key.name());
        }
    }

    /** As {@link #reference}, for one of several tables of the same kind. */
    void referenceItem(String heading, Keys keys) {
        text.append("\n#").append(heading);
        valued(keys).forEach(key -> meaning(key, key.path()));
    }

    private void meaning(Key<?> key, String name) {
        text.append('\n');
        paragraph(key.description());
        paragraph("Takes " + key.kind().expected() + (key.fallback() == null ? ". Required." : ". Default:"));
        String example = key.fallback() == null ? "\"\"" : key.spell(key.fallback());
        text.append('#').append(name).append(" = ").append(example).append('\n');
    }

    private void paragraph(String sentences) {
        var line = new StringBuilder();
        for (String word : sentences.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                comment(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        comment(line.toString());
    }

    private void value(Key<?> key, String name, Values values) {
        text.append('\n');
        comment(values.origin(key).toString());
        text.append(name).append(" = ").append(values.spelling(key)).append('\n');
    }

    private static List<Key<?>> valued(Keys keys) {
        return keys.all().stream().filter(key -> !Schema.GROUPS.contains(key)).toList();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
