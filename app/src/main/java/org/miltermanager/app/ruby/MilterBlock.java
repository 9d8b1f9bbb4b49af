package org.miltermanager.app.ruby;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.config.Origin;

/** What is said about single milters: the lines inside of {@code define_milter}, and their like in the XML file. */
final class MilterBlock {
    private static final String CONDITIONS = "applicable_conditions";
    private static final String FALLBACK = "fallback_status";
    private static final String ON_FAILURE = "on-failure";

    private final ConfigurationDraft draft;
    private final Consumer<Mistake> leftovers;
    private final MilterConditions conditions;
    /** What becomes of mail when they fail was said, in a way that we do not have. */
    private final Set<String> undecided = new HashSet<>();

    MilterBlock(ConfigurationDraft draft, MilterConditions conditions, Consumer<Mistake> leftovers) {
        this.draft = draft;
        this.conditions = conditions;
        this.leftovers = leftovers;
    }

    /** Whether a name is that of a directive of this milter's, {@code variable} being the milter. */
    static boolean isAbout(String variable, Statement statement) {
        return !variable.isEmpty()
                && !statement.name().isEmpty()
                && statement.name().getFirst().equals(variable);
    }

    /** Applies one line about a milter that was begun. */
    void apply(String milter, Statement statement, Excerpt excerpt) {
        var directive = statement.name().subList(1, statement.name().size());
        try {
            switch (statement) {
                case Statement.Assignment line
                when directive.equals(List.of(CONDITIONS)) ->
                    conditions.apply(milter, line.adds(), Reading.texts(line.value()), excerpt.origin(line.first()));
                case Statement.Call line
                when directive.equals(List.of("add_applicable_condition")) ->
                    conditions.apply(milter, true, texts(line.arguments()), excerpt.origin(line.first()));
                case Statement.Assignment line
                when directive.size() == 1 && !line.adds() ->
                    assign(milter, directive.getFirst(), line.value(), excerpt.origin(line.first()));
                case Statement.Assignment _, Statement.Call _ ->
                    throw new IllegalArgumentException(Advice.on(named(directive)));
                case Statement.Other _ -> throw new IllegalArgumentException(Advice.onRuby(named(directive)));
            }
        } catch (IllegalArgumentException e) {
            leftovers.accept(excerpt.leftOver(statement.first(), statement.last(), String.valueOf(e.getMessage())));
        }
    }

    private static List<String> texts(List<Value> arguments) {
        return Reading.texts(new Value.Many(arguments));
    }

    private static List<String> named(List<String> directive) {
        return List.of("milter", String.join(".", directive));
    }

    /** @throws IllegalArgumentException if it cannot be carried over; the message says what to do */
    private void assign(String milter, String name, Value value, Origin origin) {
        var directive = Directive.MILTER.get(name);
        if (directive == null) {
            throw new IllegalArgumentException(Advice.on(List.of("milter", name)));
        }
        if (value instanceof Value.Nil) {
            draft.unsetOfMilter(milter, directive.key());
            return;
        }
        if (name.equals(FALLBACK)) {
            undecided.add(milter);
        }
        draft.setOfMilter(milter, directive.key(), directive.reading().apply(value), origin);
    }

    /** A milter was taken out; one of the same name that comes later begins anew. */
    void removed(String milter) {
        conditions.removed(milter);
        undecided.remove(milter);
    }

    /** Milter manager lets mail pass where nothing else was said; so that this stays as it is, it is said. */
    void sayDefaults(Map<String, Origin> origins) {
        for (String milter : draft.milters()) {
            if (origins.containsKey(milter) && !draft.hasOfMilter(milter, ON_FAILURE) && !undecided.contains(milter)) {
                draft.setOfMilter(milter, ON_FAILURE, "accept", origins.get(milter));
            }
        }
    }
}
