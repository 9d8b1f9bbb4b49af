package org.miltermanager.app.ruby;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.config.Origin;

/** Where the log goes: two directives of milter manager, one key of ours. */
final class LogPlace {
    private static final String KEY = "log.to";

    private boolean syslog = true;
    private @Nullable String path;
    private @Nullable Origin origin;

    /**
     * Takes the directive, if it is one of the two.
     *
     * @throws IllegalArgumentException if it does not have this value
     */
    boolean takes(String name, Value value, Origin place) {
        switch (name) {
            case "log.use_syslog" -> syslog = Reading.flag(value);
            case "log.path" -> path = value instanceof Value.Nil ? null : Reading.text(value);
            default -> {
                return false;
            }
        }
        origin = place;
        return true;
    }

    /** Writes what both say together; the log goes to one place. */
    Optional<Mistake> settle(ConfigurationDraft draft) {
        Origin place = origin;
        if (place == null) {
            return Optional.empty();
        }
        String file = path;
        if (!syslog || file == null) {
            String target = syslog ? "syslog" : file == null || file.equals("-") ? "stdout" : file;
            return set(draft, target, place);
        }
        return set(draft, "syslog", place)
                .or(
                        () -> Optional.of(
                                new Mistake(
                                        place,
                                        "log.path beside log.use_syslog: the log goes to one place, and syslog was taken; log.to changes it")));
    }

    private static Optional<Mistake> set(ConfigurationDraft draft, String target, Origin origin) {
        try {
            draft.set(KEY, target, origin);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Mistake(origin, KEY + ": " + e.getMessage()));
        }
    }
}
