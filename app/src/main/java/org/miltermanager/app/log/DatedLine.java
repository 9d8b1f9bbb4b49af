package org.miltermanager.app.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A line for a human: local time with milliseconds and offset, level, text. */
final class DatedLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneId.systemDefault());

    private DatedLine() {}

    static String of(Severity severity, Instant time, String line) {
        return TIME.format(time) + " " + severity.word() + " " + line;
    }
}
