package org.miltermanager.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Stage;

/**
 * What one milter has to be told before anything else, where it comes to a session late: the client, the greeting, and, of a message that
 * is open, the sender and those recipients that it would have been asked about.
 */
final class Memory {
    private final List<Moment> moments = new ArrayList<>();

    /** An event with the macros that came with it. */
    static final class Moment {
        private final Event event;
        private final Optional<List<Macro>> macros;
        private boolean told;

        private Moment(Event event, Optional<List<Macro>> macros, boolean told) {
            this.event = event;
            this.macros = macros;
            this.told = told;
        }

        Event event() {
            return event;
        }

        /** The macros as they were. */
        Macros macros(Macros now) {
            return stage -> stage == event.stage() ? macros : now.at(stage);
        }
    }

    /** @param told whether the milter knows it already */
    void keep(Event event, Macros macros, boolean told) {
        moments.add(new Moment(event, macros.at(event.stage()), told));
    }

    /** What was said at a stage or behind it is over. */
    void forgetFrom(Stage stage) {
        moments.removeIf(moment -> moment.event.stage().compareTo(stage) >= 0);
    }

    /** What was said last, if it was kept, is over; where it has been told that cannot be taken back. */
    void forget(Event said) {
        if (!moments.isEmpty()
                && !moments.getLast().told
                && moments.getLast().event.equals(said)) {
            moments.removeLast();
        }
    }

    /** Another conversation has begun, which knows of nothing. */
    void nothingIsTold() {
        moments.forEach(moment -> moment.told = false);
    }

    /** The next thing to tell, which counts as told from now on; empty where it knows all. */
    Optional<Moment> next() {
        for (Moment moment : moments) {
            if (!moment.told) {
                moment.told = true;
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }
}
