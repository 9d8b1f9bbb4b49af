package org.miltermanager.wire;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The macros of one SMTP session, by the stage at which the mail server told them. Written by the session's thread alone; while a
 * message is under review nothing is written, and others may read.
 *
 * <p>Source: libmilter {@code engine.c}: a new set replaces the whole stage, a new stage clears those behind it.
 */
public final class Macros {
    private static final List<Stage> LATEST_FIRST = List.of(Stage.values()).reversed();
    private static final Set<Stage> CLEARING = EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT);

    private final Map<Stage, List<Macro>> told = new EnumMap<>(Stage.class);
    private final Set<Stage> announced = EnumSet.noneOf(Stage.class);

    /** Takes the values that came for a stage; they hold from the moment that it {@linkplain #reach is reached}. */
    public void define(Stage stage, List<Macro> values) {
        told.put(stage, values);
        announced.add(stage);
    }

    /** The mail server's command for this stage has come: what was told for an earlier one of the same kind, or for later stages, is over. */
    public void reach(Stage stage) {
        if (!announced.remove(stage)) {
            told.remove(stage);
        }
        if (CLEARING.contains(stage)) {
            told.keySet().removeIf(other -> other.compareTo(stage) > 0 && !announced.contains(other));
        }
    }

    /** The packet that came for a stage, which may be without values; empty where none came. */
    public Optional<List<Macro>> at(Stage stage) {
        return Optional.ofNullable(told.get(stage));
    }

    /** @param name with or without braces. @return the value told last; empty where it was not told */
    public Optional<String> get(String name) {
        String wanted = Macro.bare(name);
        return LATEST_FIRST.stream()
                .flatMap(stage -> at(stage).stream().flatMap(List::stream))
                .filter(macro -> Macro.bare(macro.name()).equals(wanted))
                .map(Macro::value)
                .findFirst();
    }
}
