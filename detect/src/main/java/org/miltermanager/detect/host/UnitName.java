package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Name of a service unit.
 *
 * @param stem without {@code .service}: {@code clamav-milter}, or {@code clamd@scan} for an instance of the template {@code clamd@}
 */
record UnitName(String stem) {
    private static final String SUFFIX = ".service";

    /** Empty where the file is not that of a service. */
    static Optional<UnitName> ofFile(String file) {
        return file.endsWith(SUFFIX) && file.length() > SUFFIX.length()
                ? Optional.of(new UnitName(file.substring(0, file.length() - SUFFIX.length())))
                : Optional.empty();
    }

    /** As files are called. */
    String file() {
        return stem + SUFFIX;
    }

    /** Before the {@code @}. */
    String prefix() {
        int at = stem.indexOf('@');
        return at < 0 ? stem : stem.substring(0, at);
    }

    /** Behind it; empty where it is no instance. */
    String instance() {
        int at = stem.indexOf('@');
        return at < 0 ? "" : stem.substring(at + 1);
    }

    /** The files that may describe it, the more specific first. */
    List<String> fragments() {
        return instance().isEmpty() ? List.of(file()) : List.of(file(), prefix() + "@" + SUFFIX);
    }

    /** Directories of drop-ins, the more specific first: of the unit, its template, each shorter prefix that ends in a dash, all services. */
    List<String> dropIns() {
        var directories = new ArrayList<String>();
        fragments().forEach(fragment -> directories.add(fragment + ".d"));
        String mark = stem.contains("@") ? "@" : "";
        for (int dash = prefix().lastIndexOf('-'); dash > 0; dash = prefix().lastIndexOf('-', dash - 1)) {
            if (dash + 1 < prefix().length()) {
                directories.add(prefix().substring(0, dash + 1) + mark + SUFFIX + ".d");
            }
        }
        directories.add("service.d");
        return directories;
    }
}
