package org.miltermanager.condition;

import java.util.Optional;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

/**
 * A macro that we tell a milter in addition to what the mail server told.
 *
 * @param when the macro is told
 * @param stage with which event; {@code when} and {@code value} are known there
 * @param name with braces where it is longer than a letter
 * @param value what is told; nothing where it is not known
 */
public record Notice(Expression when, Stage stage, String name, Reading<String> value) {
    /** The macro, where it is told. Waits for others, where that depends on them, no longer than their deadlines. */
    public Optional<Macro> told(Circumstances known) {
        return known.patiently(() -> when.decide(known)) == Truth.TRUE
                ? value.of(known).map(text -> new Macro(name, text))
                : Optional.empty();
    }
}
