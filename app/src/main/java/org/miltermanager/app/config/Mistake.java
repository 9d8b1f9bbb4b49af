package org.miltermanager.app.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong in the configuration.
 *
 * @param origin where
 * @param what what was got, what is expected and what may help, in one sentence
 */
public record Mistake(Origin origin, String what) implements Comparable<Mistake> {
    private static final Comparator<Mistake> BY_PLACE =
            Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line).thenComparingInt(Mistake::column);

    /** Two of a kind have one name in one file: the second would change the first. */
    static Mistake taken(Origin origin, String name, Origin earlier) {
        return new Mistake(
                origin, "name: " + Kind.quoted(name) + " is taken by " + earlier + "; expected another name");
    }

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

    /** Its parts by name, for a program to read; {@code file}, {@code line} and {@code column} where it stands in a file. */
    public Map<String, Object> json() {
        var parts = new LinkedHashMap<String, Object>();
        if (origin instanceof Origin.InFile) {
            parts.put("file", file());
            parts.put("line", line());
            parts.put("column", column());
        } else {
            parts.put("origin", origin);
        }
        parts.put("what", what);
        return parts;
    }

    /** {@code file:line:column: what}, as compilers write it. */
    @Override
    public String toString() {
        return origin + (column() == 0 ? "" : ":" + column()) + ": " + what;
    }
}
