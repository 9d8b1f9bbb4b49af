package org.miltermanager.app.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that can be put forward, since nobody wants to wait ten minutes for a demonstration. Safe for use by any thread. */
final class LeapingClock extends Clock {
    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private volatile Duration ahead = Duration.ZERO;

    /** Used by one thread alone. */
    void leap(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(clock.withZone(zone), ahead);
    }
}
