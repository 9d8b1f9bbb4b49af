package org.miltermanager.app.config;

import java.util.Comparator;

/**
 * One thing that is wrong in the configuration.
 *
 * @param origin where
 * @param what what was got, what is expected and what may help, in one sentence
 */
public record Mistake(Origin origin, String what) implements Comparable<Mistake> {
    private static final Comparator<Mistake> BY_PLACE =
            Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line).thenComparingInt(Mistake::column);

    private String file() {
        return origin instanceof Origin.InFile place ? place.file().toString() : "";
    }

    private int line() {
        return origin instanceof Origin.InFile place ? place.line() : 0;
    }

    private int column() {
        return origin instanceof Origin.InFile place ? place.column() : 0;
    }

    /** The command line first, then by file, line and column. */
    @Override
    public int compareTo(Mistake other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line:column: what}, as compilers write it. */
    @Override
    public String toString() {
        return origin + (column() == 0 ? "" : ":" + column()) + ": " + what;
    }
}
