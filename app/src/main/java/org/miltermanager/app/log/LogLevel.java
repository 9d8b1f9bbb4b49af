package org.miltermanager.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * How important a log line is, the most important first. As a setting: that level and all more important ones are logged. The words and
 * the levels of syslog are those of milter manager; its {@code message} is {@code notice}.
 */
public enum LogLevel {
    /** The daemon ends. Logged as error with {@link #AS_CRITICAL}. */
    CRITICAL(2),
    /** A human must act. */
    ERROR(3),
    /** A failure policy was applied. */
    WARNING(4),
    /** Statistics, start and stop. Logged as info with {@link #AS_NOTICE}. */
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

    private final int severity;

    LogLevel(int severity) {
        this.severity = severity;
    }

    /** The word in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param word as in the configuration; {@code message} is the old word for {@code notice}
     * @return empty for any other word
     */
    public static Optional<LogLevel> of(String word) {
        String known = word.equals("message") ? "notice" : word;
        return Arrays.stream(values())
                .filter(level -> level.word().equals(known))
                .findFirst();
    }

    /** All words, for an error message. */
    public static String words() {
        return Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", "));
    }

    /** The level of syslog(3), 0 to 7. */
    int severity() {
        return severity;
    }

    /** What Logback has to let through for this level. */
    Level threshold() {
        return switch (this) {
            case CRITICAL, ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case NOTICE, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    static LogLevel of(ILoggingEvent event) {
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
