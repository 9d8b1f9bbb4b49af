package org.miltermanager.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every mistake, not only the first. Nothing has been changed when it is thrown. */
public final class ConfigurationError extends RuntimeException {
    private final transient List<Mistake> mistakes;

    ConfigurationError(List<Mistake> mistakes) {
        super(mistakes.stream().sorted().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = mistakes.stream().sorted().toList();
    }

    /** At least one, sorted by file and line. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
