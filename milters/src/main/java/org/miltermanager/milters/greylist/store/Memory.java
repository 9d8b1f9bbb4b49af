package org.miltermanager.milters.greylist.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is remembered of a subject. Times are exact to the millisecond.
 *
 * @param since when it was first heard of
 * @param last when it was heard of last
 * @param count of a triplet: its attempts and mails; of a client or domain: triplets that passed
 * @param white whether its mail passes at once
 * @param until when it is forgotten
 */
public record Memory(Instant since, Instant last, int count, boolean white, Instant until) {
    public Memory {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        last = last.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether it is to be taken for forgotten. */
    public boolean forgotten(Instant now) {
        return !until.isAfter(now);
    }

    /** Of a subject whose mail passed: it is remembered anew, and a white one not shorter than before. */
    public Memory passed(Instant now, Duration autowhite) {
        Instant renewed = now.plus(autowhite);
        return new Memory(since, now, more(count), true, white && until.isAfter(renewed) ? until : renewed);
    }

    /** Of a triplet that came too early. What was heard of it by a clock that was ahead of ours counts from now on. */
    public Memory early(Instant now, Duration timeout) {
        return since.isAfter(now)
                ? new Memory(now, now, more(count), false, now.plus(timeout))
                : new Memory(since, now, more(count), false, until);
    }

    static int more(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
