package org.miltermanager.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.miltermanager.app.config.LogLevel;
import org.miltermanager.app.config.LogTarget;
import org.miltermanager.app.config.SyslogFacility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of the whole process. Our own lines from the configured level on; libraries speak from warning on.
 *
 * <p>Started, reopened and closed by one thread at a time; lines come from any.
 */
public final class Logging implements AutoCloseable {
    /** It tells each attempt to reach a server that is away; the store says once that it is. */
    private static final String REDIS_CLIENT = "io.lettuce";
    /** Tells each connection that it does not get, with a stack trace; tables tell their trouble themselves. */
    private static final String POOL = "com.zaxxer.hikari";

    /** Where java.util.logging looks for its handlers, of which there are none. */
    private static final String NO_HANDLERS = "/dev/null";

    private static final String OURS = "org.miltermanager";

    private final LoggerContext context;
    private final LineAppender appender;

    private Logging(LoggerContext context, LineAppender appender) {
        this.context = context;
        this.appender = appender;
    }

    /**
     * Keeps libraries from standard error that speak through java.util.logging: drivers of databases tell passwords there. To be called before
     * any of them.
     */
    public static void silenceDrivers() {
        System.setProperty("java.util.logging.config.file", NO_HANDLERS);
    }

    /**
     * Sends all lines there from now on, in place of where they went. Without a log daemon, lines for syslog go to standard output, since
     * the system would drop them.
     *
     * @throws org.miltermanager.app.host.HostFailure if the file cannot be opened; lines then go on to where they went
     */
    public static Logging start(LogLevel level, LogTarget target, SyslogFacility facility) {
        boolean nobody = target instanceof LogTarget.Syslog && !SyslogSink.available();
        Logging logging = start(level, nobody ? new StdoutSink(System.out, false) : sink(target, facility));
        if (nobody) {
            LoggerFactory.getLogger(Logging.class)
                    .warn(
                            "no log daemon listens at {}: logging to standard output instead; set [log] to ="
                                    + " \"stdout\"",
                            SyslogSink.SOCKET);
        }
        return logging;
    }

    private static LogSink sink(LogTarget target, SyslogFacility facility) {
        return switch (target) {
            case LogTarget.Syslog _ -> new SyslogSink(facility);
            case LogTarget.StandardOutput _ -> StdoutSink.ofProcess();
            case LogTarget.File file -> new FileSink(file.path());
        };
    }

    static Logging start(LogLevel level, LogSink sink) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var appender = new LineAppender(sink);
        appender.setContext(context);
        appender.setName("log");
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(REDIS_CLIENT).setLevel(Level.OFF);
        context.getLogger(POOL).setLevel(Level.OFF);
        context.getLogger(OURS).setLevel(threshold(level));
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return new Logging(context, appender);
    }

    /** From which weight on our own lines are written from now on. */
    public void level(LogLevel level) {
        context.getLogger(OURS).setLevel(threshold(level));
    }

    private static Level threshold(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    /**
     * After a log rotation.
     *
     * @throws org.miltermanager.app.host.HostFailure if the file cannot be opened; lines then go on to where they went
     */
    public void reopen() {
        appender.reopen();
    }

    /** Ends logging; whatever is logged later is lost. */
    @Override
    public void close() {
        appender.stop();
        context.stop();
    }
}
