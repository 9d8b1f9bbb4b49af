package org.miltermanager.app.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The tables {@code [condition.NAME]} and {@code [[rule]]} of all files. Used by the thread that reads them. */
final class ConditionTables {
    private final Map<String, Values> conditions = new LinkedHashMap<>();
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
    void readConditions(Path file, TomlTable tables, Consumer<Mistake> found) {
        for (String name : tables.keySet()) {
            var only = List.of(name);
            var place = TableReader.place(file, tables.inputPositionOf(only));
            if (Objects.requireNonNull(tables.get(only)) instanceof TomlTable table) {
                var read = TableReader.read(file, table, ConditionSchema.CONDITION, found);
                if (read.isMissing(ConditionSchema.EXPRESSION)) {
                    found.accept(new Mistake(
                            place, "[condition." + Toml.joinKeyPath(only) + "]: the key 'expression' is missing"));
                }
                conditions.merge(name, read, Values::overriddenBy);
            } else {
                found.accept(new Mistake(
                        place,
                        "condition." + name + ": expected a heading [condition." + name
                                + "], and below it expression = ..."));
            }
        }
    }

    /**
     * Reads the rules of one file.
     *
     * @param milters where those begin that are known with this file, in their order
     */
    void readRules(Path file, TomlArray tables, Map<String, Origin> milters, Consumer<Mistake> found) {
        for (int i = 0; i < tables.size(); i++) {
            var heading = TableReader.place(file, tables.inputPositionOf(i));
            var rule = TableReader.read(file, tables.getTable(i), ConditionSchema.RULE, found);
            if (rule.isMissing(ConditionSchema.NAME_OF_RULE)) {
                found.accept(new Mistake(heading, "[[rule]]: the key 'name' is missing"));
            }
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

    private static boolean isBefore(Origin milter, Origin.InFile heading) {
        return !(milter instanceof Origin.InFile place
                && place.file().equals(heading.file())
                && place.line() > heading.line());
    }

    Map<String, Values> conditions() {
        return conditions;
    }

    /** Gives each rule with those of the milters, which are asked in this order, that come before it. */
    void eachRule(List<String> milters, BiConsumer<Values, List<String>> taker) {
        rules.values().forEach(rule -> taker.accept(rule.values, milters.subList(0, rule.place(milters))));
    }

    /** The expressions by name; only of tables without mistake. */
    Map<String, String> expressions() {
        var expressions = new LinkedHashMap<String, String>();
        conditions.forEach((name, values) ->
                values.valid(ConditionSchema.EXPRESSION).ifPresent(expression -> expressions.put(name, expression)));
        return expressions;
    }

    /** The rules, each at its place among the milters that are asked in this order. */
    List<RuleSettings> ruleSettings(List<String> milters) {
        return rules.values().stream()
                .map(rule -> ConditionSchema.rule(rule.values, rule.place(milters)))
                .toList();
    }

    /** Writes the conditions. */
    void show(ConfigurationText text) {
        conditions.forEach((name, values) ->
                text.item("[condition." + Toml.joinKeyPath(List.of(name)) + "]", ConditionSchema.CONDITION, values));
    }

    /** Writes the rules that come behind so many milters. */
    void showRules(ConfigurationText text, List<String> milters, int place) {
        rules.values().stream()
                .filter(rule -> rule.place(milters) == place)
                .forEach(rule -> text.item("[[rule]]", ConditionSchema.RULE, rule.values));
    }
}
