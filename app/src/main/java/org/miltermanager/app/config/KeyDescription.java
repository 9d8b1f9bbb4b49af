package org.miltermanager.app.config;

import java.util.Optional;

/**
 * What a manual says about a key.
 *
 * @param path its name, behind the names of the tables that it stands in
 * @param takes its values, to follow the word "takes"
 * @param fallback what holds where nothing is said, as a file spells it; empty: something must be said
 * @param meaning in sentences
 */
public record KeyDescription(String path, String takes, Optional<String> fallback, String meaning) {
    static KeyDescription of(Key<?> key) {
        return new KeyDescription(
                key.path(),
                key.kind().expected(),
                Optional.ofNullable(key.fallback()).map(key::spell),
                key.description());
    }
}
