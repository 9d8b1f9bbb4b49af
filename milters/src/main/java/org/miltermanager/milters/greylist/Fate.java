package org.miltermanager.milters.greylist;

import java.time.Duration;

/**
 * What greylisting did with mail to one recipient that passed.
 *
 * @param waited how long it was kept waiting; zero: not at all
 * @param reason why it did not wait; empty where it did
 */
record Fate(Duration waited, String reason) {
    static Fate waited(Duration time) {
        return time.isPositive() ? new Fate(time, "") : passed("No delay is set");
    }

    static Fate passed(String reason) {
        return new Fate(Duration.ZERO, reason);
    }

    /** What is told of a message to several recipients: the longest time that one of them waited. */
    Fate orLonger(Fate other) {
        return other.waited().compareTo(waited) > 0 ? other : this;
    }
}
