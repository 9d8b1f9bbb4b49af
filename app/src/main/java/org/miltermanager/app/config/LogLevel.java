package org.miltermanager.app.config;

/** Weight of a log message, the heaviest first. */
public enum LogLevel {
    /** A human must act. */
    ERROR,
    /** A milter failed, a limit was met, mail was treated by a failure policy. */
    WARNING,
    /** One line per message. */
    INFO,
    /** One line per command and answer. */
    DEBUG,
    /** Whatever is known. */
    TRACE
}
