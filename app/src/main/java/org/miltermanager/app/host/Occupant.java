package org.miltermanager.app.host;

/**
 * A process that has a socket open.
 *
 * @param pid its process id
 * @param program its name as {@code ps} and {@code top} show it
 */
public record Occupant(long pid, String program) {
    @Override
    public String toString() {
        return "pid " + pid + " (" + program + ")";
    }
}
