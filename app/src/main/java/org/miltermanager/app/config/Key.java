package org.miltermanager.app.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: all there is to know about it.
 *
 * @param path its name, behind the names of the tables that it stands in: {@code log.level}
 * @param kind its values
 * @param fallback what holds where no file says anything, as the TOML reader would yield it; null: a file must say it
 * @param description its meaning, in sentences, for the reference of all keys
 * @param otherNames what it is called elsewhere: only to help those who write that
 */
record Key<T>(String path, Kind<T> kind, @Nullable Object fallback, String description, List<String> otherNames) {
    static <T> Key<T> required(String path, Kind<T> kind) {
        return new Key<>(path, kind, null, "", List.of());
    }

    static <T> Key<T> of(String path, Kind<T> kind, Object fallback) {
        return new Key<>(path, kind, fallback, "", List.of());
    }

    Key<T> meaning(String sentences) {
        return new Key<>(path, kind, fallback, sentences, otherNames);
    }

    Key<T> elsewhere(String... names) {
        return new Key<>(path, kind, fallback, description, List.of(names));
    }

    /** The tables that it stands in; empty at the top. */
    String table() {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    /** Its name inside its table. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Why this is not a value of this key; empty if it is one. */
    Optional<String> refusal(Object toml) {
        try {
            kind.read(toml);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A value of this key as a file spells it. */
    String spell(Object toml) {
        return kind.write(kind.read(toml));
    }
}
