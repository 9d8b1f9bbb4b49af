package org.miltermanager.app.analyzer;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How far back a graph looks, and how finely. */
enum Period {
    DAY(300, 288, "HH:mm"),
    WEEK(1_800, 336, "EEE d"),
    MONTH(7_200, 372, "d MMM"),
    YEAR(86_400, 366, "MMM uuuu");

    private final int step;
    private final int slots;
    private final String pattern;

    Period(int step, int slots, String pattern) {
        this.step = step;
        this.slots = slots;
        this.pattern = pattern;
    }

    /** Seconds that are counted together. */
    int step() {
        return step;
    }

    /** So many of them are remembered. */
    int slots() {
        return slots;
    }

    /** How the marks on the axis of time are written, as java.time.format.DateTimeFormatter has it. */
    String pattern() {
        return pattern;
    }

    /** A mark at or before this time. */
    ZonedDateTime mark(ZonedDateTime time) {
        return switch (this) {
            case DAY, WEEK, MONTH -> time.truncatedTo(ChronoUnit.DAYS);
            case YEAR -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        };
    }

    /** The mark behind a mark. */
    ZonedDateTime next(ZonedDateTime mark) {
        return switch (this) {
            case DAY -> mark.plusHours(3);
            case WEEK -> mark.plusDays(1);
            case MONTH -> mark.plusDays(3);
            case YEAR -> mark.plusMonths(2);
        };
    }

    /** As file names and headings have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
