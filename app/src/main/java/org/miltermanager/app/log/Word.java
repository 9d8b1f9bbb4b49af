package org.miltermanager.app.log;

/** A value of {@code key=value}, so written that a stranger who chooses it cannot make it look like further keys. */
final class Word {
    private Word() {}

    /** As it is; in quotes where it has a blank or a quote; a dash where there is none. */
    static String of(String value) {
        if (value.isEmpty()) {
            return "-";
        }
        return value.chars().anyMatch(octet -> octet <= ' ' || octet == '"') ? quoted(value) : value;
    }

    /** In quotes, those inside escaped. */
    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
