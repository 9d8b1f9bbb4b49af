package org.miltermanager.conditions.spf;

/**
 * What an evaluation found. All texts are printable ASCII of one line.
 *
 * @param mechanism that decided, as the domain wrote it; {@code default} where none did; empty where there was nothing to evaluate
 * @param explanation of the domain, where the result is fail and the domain gives one; else empty
 * @param problem why the result is none, temperror or permerror; else empty
 */
public record SpfFinding(SpfResult result, String mechanism, String explanation, String problem) {
    /** One that no mechanism decided. */
    public static SpfFinding undecided(SpfResult result, String problem) {
        return new SpfFinding(result, "", "", problem);
    }
}
