package org.miltermanager.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was said about the keys of one table, and where. Immutable.
 *
 * @param given by the path of the key; a key of which nothing was said has its default
 */
record Values(Map<String, Given> given) {
    /**
     * What was said about one key.
     *
     * @param toml as the TOML reader yields it; may be what the key does not take, which is then a mistake already told
     * @param origin where
     */
    record Given(Object toml, Origin origin) {}

    Values {
        given = Map.copyOf(given);
    }

    /**
     * The effective value.
     *
     * @throws IllegalArgumentException if what was given is a mistake
     */
    <T> T of(Key<T> key) {
        return key.kind().read(toml(key));
    }

    /** The effective value, where there is one without mistake. */
    <T> Optional<T> valid(Key<T> key) {
        try {
            return isMissing(key) ? Optional.empty() : Optional.of(of(key));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a required key was not given. */
    boolean isMissing(Key<?> key) {
        return key.fallback() == null && !given.containsKey(key.path());
    }

    Origin origin(Key<?> key) {
        var said = given.get(key.path());
        return said == null ? new Origin.Default() : said.origin();
    }

    /** As a file spells the effective value. */
    String spelling(Key<?> key) {
        return key.spell(toml(key));
    }

    Values overriddenBy(Values later) {
        var both = new HashMap<>(given);
        both.putAll(later.given);
        return new Values(both);
    }

    private Object toml(Key<?> key) {
        var said = given.get(key.path());
        return said == null ? Objects.requireNonNull(key.fallback(), key.path()) : said.toml();
    }
}
