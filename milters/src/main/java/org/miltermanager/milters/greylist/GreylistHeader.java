package org.miltermanager.milters.greylist;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.miltermanager.milters.greylist.GreylistSettings.Report;
import org.miltermanager.wire.InsertHeader;

/**
 * {@code X-Greylist}: what greylisting did with a message.
 *
 * @param ownName of the mail server
 * @param now the date that it tells
 */
record GreylistHeader(String ownName, ZonedDateTime now) {
    private static final String NAME = "X-Greylist";

    /** Above the mail server's own Received. */
    private static final int TOP = 0;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    /** With the blank behind the colon; empty where such mail is not told about. */
    Optional<InsertHeader> of(Fate fate, Report report) {
        boolean told = switch (report) {
            case NONE -> false;
            case DELAYS -> fate.waited().isPositive();
            case NODELAYS -> !fate.waited().isPositive();
            case ALL -> true;
        };
        return told ? Optional.of(new InsertHeader(TOP, NAME, " " + text(fate))) : Optional.empty();
    }

    private String text(Fate fate) {
        String us = "milter-manager (" + UNPRINTABLE.matcher(ownName).replaceAll("?") + "); " + DATE.format(now);
        return fate.waited().isPositive()
                ? "Delayed for " + clock(fate.waited()) + " by " + us
                : fate.reason() + ", not delayed by " + us;
    }

    private static String clock(Duration time) {
        return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
