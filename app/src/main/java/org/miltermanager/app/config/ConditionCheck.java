package org.miltermanager.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.miltermanager.app.condition.Conditions;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.condition.Words;
import org.miltermanager.condition.ExpressionError;
import org.miltermanager.condition.MilterFacts;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.conditions.names.ListFile;

/** Holds every condition against the names that there are, when all files are read. */
final class ConditionCheck {
    private static final Set<Key<Optional<Path>>> FILES =
            Set.of(ConditionSchema.S25R_WHITE_FILE, ConditionSchema.S25R_BLACK_FILE, ConditionSchema.TRUST_FILE);

    /** There are some sixty names: too many for a line. */
    private static final String ALL = "/usr/share/doc/milter-manager/conditions.md";

    private final Values top;
    private final ConditionTables tables;
    private final Map<Path, String> texts;
    private final Consumer<Mistake> mistakes;

    /** @param texts what the files contain */
    ConditionCheck(Values top, ConditionTables tables, Map<Path, String> texts, Consumer<Mistake> mistakes) {
        this.top = top;
        this.tables = tables;
        this.texts = texts;
        this.mistakes = mistakes;
    }

    /** @param milters by name, in their order */
    void check(Map<String, Values> milters) {
        if (!listsCanBeRead() || !isValid()) {
            return;
        }
        Vocabulary words =
                Words.of(ConditionSchema.settings(top, tables.lookups(mistakes), Map.of()), Surroundings.NONE);
        Conditions conditions =
                new Conditions(MilterFacts.addTo(words, List.copyOf(milters.keySet())), tables.expressions());
        tables.conditions().forEach((name, table) -> {
            ExpressionError error = conditions.wrong().get(name);
            if (error != null) {
                tell(table, ConditionSchema.EXPRESSION, 0, error);
            }
        });
        var earlier = new ArrayList<String>();
        milters.forEach((name, milter) -> {
            check(milter, ConditionSchema.WHEN, conditions.behind(earlier));
            earlier.add(name);
        });
        tables.eachRule(earlier, (rule, before) -> {
            check(rule, ConditionSchema.RULE_WHEN, conditions.behind(before));
            checkScopes(rule, conditions.behind(before));
            checkAction(rule);
        });
    }

    private boolean isValid() {
        return Stream.concat(ConditionSchema.tables().stream(), Stream.of(Schema.SESSIONS))
                .allMatch(key -> top.valid(key).isPresent());
    }

    private boolean listsCanBeRead() {
        boolean readable = true;
        for (Key<Optional<Path>> key : FILES) {
            Optional<Path> file = top.valid(key).flatMap(path -> path);
            try {
                file.ifPresent(path -> new ListFile(path, remark -> {}));
            } catch (IllegalArgumentException wrong) {
                mistakes.accept(new Mistake(top.origin(key), key.path() + ": " + wrong.getMessage()));
                readable = false;
            }
        }
        return readable;
    }

    private void check(Values table, Key<List<String>> key, Conditions conditions) {
        if (key.fallback() == null && table.isMissing(key)) {
            return;
        }
        List<String> written = table.valid(key).orElse(List.of());
        for (int i = 0; i < written.size(); i++) {
            try {
                conditions.read(written.get(i));
            } catch (ExpressionError error) {
                tell(table, key, i, error);
            }
        }
    }

    private void tell(Values table, Key<?> key, int nth, ExpressionError error) {
        Origin origin = table.origin(key);
        Origin place = origin instanceof Origin.InFile file && texts.containsKey(file.file())
                ? TextPlace.find(texts.getOrDefault(file.file(), ""), file, nth, error.offset())
                : origin;
        String help = Nearest.to(error.unknown(), error.known())
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(error.unknown().isEmpty() ? "" : "; what conditions may ask for: " + ALL);
        mistakes.accept(new Mistake(place, key.path() + ": " + error.getMessage() + help));
    }

    /** What is done for milters behind a rule cannot be done for one of the recipients, when the content is there. */
    private void checkScopes(Values rule, Conditions conditions) {
        Optional<RuleSettings.Action> action = rule.valid(ConditionSchema.ACTION)
                .filter(does -> does == RuleSettings.Action.ACCEPT_ALL || does == RuleSettings.Action.MACRO);
        if (action.isPresent() && mixesScopes(rule, conditions)) {
            mistakes.accept(new Mistake(
                    rule.origin(ConditionSchema.RULE_WHEN),
                    "when: got conditions about each recipient and about the content; with the action \""
                            + Kind.spelling(action.get()) + "\" expected one of both"));
        }
    }

    private static boolean mixesScopes(Values rule, Conditions conditions) {
        try {
            return !rule.isMissing(ConditionSchema.RULE_WHEN)
                    && conditions
                            .all(rule.valid(ConditionSchema.RULE_WHEN).orElse(List.of()))
                            .mixesScopes();
        } catch (ExpressionError told) {
            return false;
        }
    }

    /** Each action needs what it does. */
    private void checkAction(Values rule) {
        for (Key<?> key : List.of(ConditionSchema.RULE_WHEN, ConditionSchema.ACTION)) {
            if (rule.isMissing(key)) {
                mistakes.accept(new Mistake(
                        rule.origin(ConditionSchema.NAME_OF_RULE), "rule: the key '" + key.path() + "' is missing"));
            }
        }
        rule.valid(ConditionSchema.ACTION)
                .flatMap(action -> needed(action, rule))
                .ifPresent(missing -> mistakes.accept(new Mistake(rule.origin(ConditionSchema.ACTION), missing)));
        rule.valid(ConditionSchema.ACTION)
                .flatMap(action -> contradiction(action, rule))
                .ifPresent(both -> mistakes.accept(new Mistake(rule.origin(ConditionSchema.REPLY), both)));
    }

    /** The client would be told the reply, whatever the action says. */
    private static Optional<String> contradiction(RuleSettings.Action action, Values rule) {
        Optional<String> expected = switch (action) {
            case REJECT -> Optional.of("5");
            case TEMPFAIL -> Optional.of("4");
            case ACCEPT_ALL, DISCARD, QUARANTINE, ADD_HEADER, MACRO -> Optional.empty();
        };
        return rule.valid(ConditionSchema.REPLY)
                .flatMap(reply -> reply)
                .map(reply -> String.valueOf(reply.code()))
                .filter(code -> expected.isPresent() && !code.startsWith(expected.get()))
                .map(code -> "reply: got \"" + code + " ...\" with action = \"" + Kind.spelling(action)
                        + "\"; expected a reply that begins with " + expected.orElse("") + ", or action = \""
                        + (action == RuleSettings.Action.REJECT ? "tempfail" : "reject") + "\"");
    }

    private static Optional<String> needed(RuleSettings.Action action, Values rule) {
        boolean missing = switch (action) {
            case ADD_HEADER ->
                rule.valid(ConditionSchema.HEADER).flatMap(value -> value).isEmpty();
            case MACRO ->
                rule.valid(ConditionSchema.MACRO).flatMap(value -> value).isEmpty();
            case REJECT, TEMPFAIL, ACCEPT_ALL, DISCARD, QUARANTINE -> false;
        };
        String key = action == RuleSettings.Action.MACRO ? "macro" : "header";
        return missing
                ? Optional.of("action: got \"" + Kind.spelling(action) + "\" without the key '" + key + "'")
                : Optional.empty();
    }
}
