package org.miltermanager.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.detect.Finding;

/** A configuration without mistakes, and where each of its values comes from. Immutable. */
public final class Configuration {
    private final Values top;
    private final List<Values> milters;
    private final ConditionTables conditions;
    private final List<Path> read;
    private final List<Path> absent;
    private final List<String> remarks;
    private final DetectedMilters detected;
    private final Duration detection;
    private final Settings settings;

    Configuration(
            Values top,
            List<Values> milters,
            ConditionTables conditions,
            List<Path> read,
            List<Path> absent,
            List<String> remarks,
            DetectedMilters detected,
            Duration detection) {
        this.top = top;
        this.milters = List.copyOf(milters);
        this.conditions = conditions;
        this.read = List.copyOf(read);
        this.absent = List.copyOf(absent);
        this.remarks = List.copyOf(remarks);
        this.detected = detected;
        this.detection = detection;
        this.settings =
                Schema.settings(top, milters, conditions.settings(top), conditions.ruleSettings(names(milters)));
    }

    private static List<String> names(List<Values> milters) {
        return milters.stream().map(milter -> milter.of(Schema.NAME_OF_MILTER)).toList();
    }

    /** What holds where nothing is configured. */
    public static Settings defaults() {
        var nothing = new Values(Map.of());
        return Schema.settings(nothing, List.of(), new ConditionTables().settings(nothing), List.of());
    }

    /** The effective values. */
    public Settings settings() {
        return settings;
    }

    /** The files that were there, in the order in which they were read. */
    public List<Path> files() {
        return read;
    }

    /** What is no mistake, and hardly meant: a sentence for each. */
    public List<String> remarks() {
        return remarks;
    }

    /** What was found on the host, be it part of the chain or not, in the order of the chain. */
    public List<Finding> findings() {
        return detected.all();
    }

    /** How long the host was looked at for milters; zero where that is switched off. */
    public Duration detection() {
        return detection;
    }

    /** Every key that there is, with its meaning and its default, all commented out: a file to begin with. */
    public static String reference() {
        var text = new ConfigurationText();
        text.comment("Every key, what it means and what it takes. Only a milter has required ones.");
        text.reference(Schema.TOP);
        text.referenceItem("[[milter]]", Schema.MILTER);
        Uses.ALL.forEach(use -> text.referenceItem("[[milter]]\n#use = " + Kind.quoted(use.name()), use.keys()));
        text.referenceItem("[table.NAME]", LookupSchema.TABLE);
        text.referenceItem("[condition.NAME]", ConditionSchema.CONDITION);
        text.referenceItem("[[rule]]", ConditionSchema.RULE);
        return text.toString();
    }

    /** Every key that there is, by the heading that it stands below; that of the keys on top is empty. */
    public static Map<String, List<KeyDescription>> keys() {
        var keys = new LinkedHashMap<String, List<KeyDescription>>();
        keys.put("", descriptions(Schema.TOP));
        keys.put("[[milter]]", descriptions(Schema.MILTER));
        Uses.ALL.forEach(use -> keys.put(
                "[[milter]] WITH use = " + Kind.quoted(use.name()),
                descriptions(Keys.of(Schema.USE).and(use.keys().all()))));
        keys.put("[table.NAME]", descriptions(LookupSchema.TABLE));
        keys.put("[condition.NAME]", descriptions(ConditionSchema.CONDITION));
        keys.put("[[rule]]", descriptions(ConditionSchema.RULE));
        return keys;
    }

    private static List<KeyDescription> descriptions(Keys keys) {
        return keys.all().stream()
                .filter(key -> !Schema.GROUPS.contains(key))
                .map(KeyDescription::of)
                .toList();
    }

    /**
     * The effective configuration as one file, a comment above each value that says where it comes from. Read as {@code
     * milter-manager.toml} it gives equal settings.
     */
    public String show() {
        var text = new ConfigurationText();
        text.comment("The effective configuration. Read, later ones override:" + (read.isEmpty() ? " no file" : ""));
        read.forEach(file -> text.comment("  " + file));
        absent.forEach(file -> text.comment("Not there, nor required: " + file));
        text.note(remarks);
        text.table(Schema.TOP, top);
        conditions.show(text);
        List<String> names = names(milters);
        for (int place = 0; place <= milters.size(); place++) {
            conditions.showRules(text, names, place);
            if (place < milters.size()) {
                Values milter = milters.get(place);
                text.note(detected.notes(names.get(place)));
                text.item("[[milter]]", Schema.keys(milter), milter);
            }
        }
        text.note(detected.leftOut());
        detected.offers(milters).forEach(text::offer);
        return text.toString();
    }
}
