package org.miltermanager.app.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.conditions.table.TableSettings;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The tables {@code [condition.NAME]}, {@code [table.NAME]} and {@code [[rule]]} of all files. Used by the thread that reads them. */
final class ConditionTables {
    private final NamedTables conditions =
            new NamedTables("condition", ConditionSchema.CONDITION, List.of(ConditionSchema.EXPRESSION));
    private final NamedTables lookups =
            new NamedTables("table", LookupSchema.TABLE, List.of(LookupSchema.URL, LookupSchema.QUERY));
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    /** @param behind the milters that stand before it in the files */
    private record Rule(Values values, List<String> behind) {
        /** How many milters of the list come before it: up to the last of those. */
        int place(List<String> milters) {
            return behind.stream()
                    .map(milters::indexOf)
                    .filter(index -> index >= 0)
                    .reduce((earlier, later) -> later)
                    .map(index -> index + 1)
                    .orElse(0);
        }
    }

    /** Reads the conditions of one file. */
    void readConditions(TomlFile file, TomlTable tables, Consumer<Mistake> found) {
        conditions.read(file, tables, found);
    }

    /** Reads the tables of one file in which conditions may look. */
    void readLookups(TomlFile file, TomlTable tables, Consumer<Mistake> found) {
        lookups.read(file, tables, found);
    }

    /**
     * Reads the rules of one file.
     *
     * @param milters where those begin that are known with this file, in their order
     */
    void readRules(TomlFile file, TomlArray tables, Map<String, Origin> milters, Consumer<Mistake> found) {
        Map<String, Origin> here = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            var heading = file.place(tables.inputPositionOf(i));
            var rule = TableReader.read(file, tables.getTable(i), ConditionSchema.RULE, found);
            if (rule.isMissing(ConditionSchema.NAME_OF_RULE)) {
                found.accept(new Mistake(heading, "[[rule]]: the key 'name' is missing"));
            }
            refuseTaken(rule, here, found);
            List<String> before = milters.entrySet().stream()
                    .filter(milter -> isBefore(milter.getValue(), heading))
                    .map(Map.Entry::getKey)
                    .toList();
            rule.valid(ConditionSchema.NAME_OF_RULE)
                    .ifPresent(name -> rules.merge(
                            name,
                            new Rule(rule, before),
                            (earlier, later) -> new Rule(earlier.values.overriddenBy(later.values), earlier.behind)));
        }
    }

    private static void refuseTaken(Values rule, Map<String, Origin> here, Consumer<Mistake> found) {
        rule.valid(ConditionSchema.NAME_OF_RULE).ifPresent(name -> {
            var origin = rule.origin(ConditionSchema.NAME_OF_RULE);
            var earlier = here.putIfAbsent(name, origin);
            if (earlier != null) {
                found.accept(Mistake.taken(origin, name, earlier));
            }
        });
    }

    private static boolean isBefore(Origin milter, Origin.InFile heading) {
        return !(milter instanceof Origin.InFile place
                && place.file().equals(heading.file())
                && place.line() > heading.line());
    }

    Map<String, Values> conditions() {
        return conditions.all();
    }

    /** What is made of the tables in which conditions may look; those with mistakes are left out, and told of. */
    Map<String, TableSettings> lookups(Consumer<Mistake> mistakes) {
        var made = new LinkedHashMap<String, TableSettings>();
        lookups.all().forEach((name, values) -> {
            if (LookupSchema.TABLE.all().stream()
                    .allMatch(key -> values.valid(key).isPresent())) {
                try {
                    made.put(name, LookupSchema.settings(name, values));
                } catch (IllegalArgumentException wrong) {
                    mistakes.accept(new Mistake(values.origin(LookupSchema.QUERY), String.valueOf(wrong.getMessage())));
                }
            }
        });
        return made;
    }

    /** Gives each rule with those of the milters, which are asked in this order, that come before it. */
    void eachRule(List<String> milters, BiConsumer<Values, List<String>> taker) {
        rules.values().forEach(rule -> taker.accept(rule.values, milters.subList(0, rule.place(milters))));
    }

    /** The expressions by name; only of tables without mistake. */
    Map<String, String> expressions() {
        var expressions = new LinkedHashMap<String, String>();
        conditions
                .all()
                .forEach((name, values) -> values.valid(ConditionSchema.EXPRESSION)
                        .ifPresent(expression -> expressions.put(name, expression)));
        return expressions;
    }

    /** What is configured of conditions, where that has no mistakes. */
    ConditionSettings settings(Values top) {
        return ConditionSchema.settings(top, lookups(mistake -> {}), expressions());
    }

    /** The rules, each at its place among the milters that are asked in this order. */
    List<RuleSettings> ruleSettings(List<String> milters) {
        return rules.values().stream()
                .map(rule -> ConditionSchema.rule(rule.values, rule.place(milters)))
                .toList();
    }

    /** Writes the conditions, and the tables in which they may look. */
    void show(ConfigurationText text) {
        lookups.show(text);
        conditions.show(text);
    }

    /** Writes the rules that come behind so many milters. */
    void showRules(ConfigurationText text, List<String> milters, int place) {
        rules.values().stream()
                .filter(rule -> rule.place(milters) == place)
                .forEach(rule -> text.item("[[rule]]", ConditionSchema.RULE, rule.values));
    }
}
