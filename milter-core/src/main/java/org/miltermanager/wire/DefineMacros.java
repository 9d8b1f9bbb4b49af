package org.miltermanager.wire;

import java.util.List;
import java.util.Optional;

/**
 * SMFIC_MACRO: values for the command that follows. Replaces all values of that command that were sent before.
 *
 * @param command the octet of the command to come; one that no stage has is ignored (libmilter does)
 * @param values in the order of the wire; may be empty
 */
public record DefineMacros(char command, List<Macro> values) implements Command {
    public DefineMacros {
        values = List.copyOf(values);
    }

    /** Values for a stage. */
    public DefineMacros(Stage stage, List<Macro> values) {
        this(stage.command().octet(), values);
    }

    @Override
    public CommandCode code() {
        return CommandCode.MACRO;
    }

    /** The stage that the values belong to; empty where the command has none. */
    public Optional<Stage> stage() {
        return Stage.of(command);
    }
}
