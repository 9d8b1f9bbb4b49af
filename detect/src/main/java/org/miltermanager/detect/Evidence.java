package org.miltermanager.detect;

/**
 * One reason for what a finding says.
 *
 * @param topic which part of the finding
 * @param what such as {@code MilterSocket unix:/run/clamav/clamav-milter.ctl}
 * @param place which file and line said so
 */
public record Evidence(Topic topic, String what, Place place) {
    /** Parts of a finding. */
    public enum Topic {
        /** That it is there: its unit or script, and what changes that. */
        SERVICE,
        /** Whether the host starts it. */
        STATE,
        /** Where it listens. */
        SOCKET,
        /** How it is set up otherwise. */
        CONFIGURATION
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
