package org.miltermanager.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the mail server told beside the protocol, by the stage at which it told it. */
public interface Macros {
    /** Nothing was told. */
    Macros NONE = stage -> Optional.empty();

    /** The packet that came for a stage, which may be without values; empty where none came. */
    Optional<List<Macro>> at(Stage stage);

    /**
     * @param name with or without braces.
     * @return the value told last; empty where it was not told
     */
    default Optional<String> get(String name) {
        String wanted = Macro.bare(name);
        for (Stage stage : Stage.LATEST_FIRST) {
            for (Macro macro : at(stage).orElse(List.of())) {
                if (Macro.bare(macro.name()).equals(wanted)) {
                    return Optional.of(macro.value());
                }
            }
        }
        return Optional.empty();
    }

    /** What was told so far; what comes later does not change it. */
    default Macros soFar() {
        Map<Stage, List<Macro>> told = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            at(stage).ifPresent(values -> told.put(stage, values));
        }
        return stage -> Optional.ofNullable(told.get(stage));
    }

    /**
     * The same macros as a milter gets them that asked for certain names only (SMFIR_SETSYMLIST): in its order and spelling.
     *
     * @param names by stage; a stage that is missing is left as it is; at one without names nothing is told
     */
    default Macros restrictedTo(Map<Stage, List<String>> names) {
        return names.isEmpty()
                ? this
                : stage -> isToldNothing(names.get(stage))
                        ? Optional.empty()
                        : at(stage).map(told -> selected(told, names.get(stage)));
    }

    private static boolean isToldNothing(@Nullable List<String> names) {
        return names != null && names.isEmpty();
    }

    private static List<Macro> selected(List<Macro> told, @Nullable List<String> names) {
        if (names == null) {
            return told;
        }
        return names.stream()
                .flatMap(name -> told.stream()
                        .filter(macro -> Macro.bare(macro.name()).equals(Macro.bare(name)))
                        .limit(1)
                        .map(macro -> new Macro(name, macro.value())))
                .toList();
    }
}
