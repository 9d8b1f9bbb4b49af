package org.miltermanager.app.ruby;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Origin;

/** Under which conditions each milter is asked, by their names there. */
final class MilterConditions {
    private static final String WHEN = "when";

    private final ConfigurationDraft draft;
    private final ConditionDirectives lists;
    private final BooleanSupplier detects;
    private final Map<String, Set<String>> ofMilters = new HashMap<>();

    /** @param detects whether milters of the host are there already, with conditions of their own */
    MilterConditions(ConfigurationDraft draft, ConditionDirectives lists, BooleanSupplier detects) {
        this.draft = draft;
        this.lists = lists;
        this.detects = detects;
    }

    /**
     * Sets the conditions of a milter, or adds to them.
     *
     * @throws IllegalArgumentException if some cannot be carried over, while the others were; the message says what to do
     */
    void apply(String milter, boolean adds, List<String> names, Origin origin) {
        Set<String> all = ofMilters.computeIfAbsent(milter, this::initially);
        if (!adds) {
            all.clear();
        }
        List<String> strange = names.stream()
                .filter(name -> StockConditions.ours(name).isEmpty())
                .toList();
        names.forEach(name -> StockConditions.ours(name).ifPresent(ours -> {
            all.add(ours);
            lists.used(name, origin);
        }));
        draft.setOfMilter(milter, WHEN, List.copyOf(all), origin);
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException("until it is made anew, this milter is asked without regard to "
                    + String.join(", ", strange)
                    + ": write [condition.NAME] with an expression, and NAME into this milter's when");
        }
    }

    private Set<String> initially(String milter) {
        return new LinkedHashSet<>(detects.getAsBoolean() ? draft.conditionsOfDetected(milter) : List.of());
    }

    /** One of the same name that comes later has none. */
    void removed(String milter) {
        ofMilters.put(milter, new LinkedHashSet<>());
    }
}
