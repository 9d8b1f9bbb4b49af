package org.miltermanager.wire;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The macros of one SMTP session. Written by the session's thread alone; while a message is under review nothing is written, and other
 * threads may read.
 *
 * <p>Source: libmilter {@code engine.c}: a new set replaces the whole stage, a new stage clears those behind it.
 */
public final class SessionMacros implements Macros {
    private static final Set<Stage> CLEARING = EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT);

    private final Map<Stage, List<Macro>> told = new EnumMap<>(Stage.class);
    private final Set<Stage> announced = EnumSet.noneOf(Stage.class);

    /** Takes the values that came for a stage, whose command follows. */
    public void define(Stage stage, List<Macro> values) {
        told.put(stage, values);
        announced.add(stage);
    }

    /** The command of a stage has come: what was told for an earlier one of its kind, or for the stages behind it, is over. */
    public void reach(Stage stage) {
        if (!announced.remove(stage)) {
            told.remove(stage);
        }
        if (CLEARING.contains(stage)) {
            told.keySet().removeIf(other -> other.compareTo(stage) > 0 && !announced.contains(other));
        }
    }

    @Override
    public Optional<List<Macro>> at(Stage stage) {
        return Optional.ofNullable(told.get(stage));
    }
}
