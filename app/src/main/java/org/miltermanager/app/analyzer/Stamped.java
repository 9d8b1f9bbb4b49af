package org.miltermanager.app.analyzer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the log that the daemon wrote, of milter manager 2 or ours.
 *
 * @param second when, since 1970
 * @param text without what syslog puts in front
 */
record Stamped(long second, String text) {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final Pattern CLASSIC = Pattern.compile(
            "([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d) \\S++ milter-manager(?:\\[\\d++\\])?+: (.*+)");
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?+(?:Z|[+-]\\d\\d:\\d\\d))"
                    + " (?:\\S++ milter-manager(?:\\[\\d++\\])?+:|[a-z]++) (.*+)");

    /**
     * The line, if the daemon wrote it; syslog's own lines have the name of another program.
     *
     * @param notAfter when the file was written last: the classic stamp has no year
     */
    static Optional<Stamped> of(String line, Instant notAfter, ZoneId zone) {
        try {
            Matcher iso = ISO.matcher(line);
            if (iso.matches()) {
                return Optional.of(
                        new Stamped(OffsetDateTime.parse(iso.group(1)).toEpochSecond(), iso.group(2)));
            }
            Matcher classic = CLASSIC.matcher(line);
            return classic.matches() ? classic(classic, notAfter, zone) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<Stamped> classic(Matcher stamp, Instant notAfter, ZoneId zone) {
        int month = MONTHS.indexOf(stamp.group(1)) + 1;
        LocalDateTime latest = notAfter.atZone(zone).toLocalDateTime().plusDays(1);
        int year = latest.getYear();
        if (month > latest.getMonthValue()) {
            year--;
        }
        var time =
                LocalDateTime.of(year, month, number(stamp, 2), number(stamp, 3), number(stamp, 4), number(stamp, 5));
        if (time.isAfter(latest)) {
            time = time.minusYears(1);
        }
        return Optional.of(new Stamped(time.atZone(zone).toEpochSecond(), stamp.group(6)));
    }

    private static int number(Matcher stamp, int group) {
        return Integer.parseInt(stamp.group(group));
    }
}
