package org.miltermanager.detect;

/**
 * One reason for what a finding says.
 *
 * @param what such as {@code MilterSocket unix:/run/clamav/clamav-milter.ctl}
 * @param place which file and line said so
 */
public record Evidence(String what, Place place) {
    @Override
    public String toString() {
        return place + ": " + what;
    }
}
