package org.miltermanager.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * How important one log line is, the most important first: the levels of milter manager and their places in syslog. Code logs with SLF4J's
 * five levels; the two markers tell the rest.
 */
public enum Severity {
    /** The daemon ends. Logged as error with {@link #AS_CRITICAL}. */
    CRITICAL(2),
    /** A human must act. */
    ERROR(3),
    /** A failure policy was applied. */
    WARNING(4),
    /** Statistics, start and stop: milter manager's {@code message}. Logged as info with {@link #AS_NOTICE}. */
    NOTICE(5),
    /** One line per message. */
    INFO(6),
    /** Each step of a session. */
    DEBUG(7),
    /** Each packet. */
    TRACE(7);

    /** Lifts an error to {@link #CRITICAL}. */
    public static final Marker AS_CRITICAL = MarkerFactory.getMarker("critical");

    /** Lifts an information to {@link #NOTICE}. */
    public static final Marker AS_NOTICE = MarkerFactory.getMarker("notice");

    private final int number;

    Severity(int number) {
        this.number = number;
    }

    /** As people read it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of syslog(3), 0 to 7. */
    int number() {
        return number;
    }

    static Severity of(ILoggingEvent event) {
        List<Marker> markers = Optional.ofNullable(event.getMarkerList()).orElse(List.of());
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> markers.contains(AS_CRITICAL) ? CRITICAL : ERROR;
            case Level.WARN_INT -> WARNING;
            case Level.INFO_INT -> markers.contains(AS_NOTICE) ? NOTICE : INFO;
            case Level.DEBUG_INT -> DEBUG;
            default -> TRACE;
        };
    }
}
