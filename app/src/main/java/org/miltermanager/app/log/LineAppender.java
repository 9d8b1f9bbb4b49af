package org.miltermanager.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

/** Turns Logback's events into printable lines for a sink. A stack trace is further lines of the same level. */
final class LineAppender extends AppenderBase<ILoggingEvent> {
    private final LogSink sink;
    private final LogLevel threshold;

    LineAppender(LogSink sink, LogLevel threshold) {
        this.sink = sink;
        this.threshold = threshold;
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogLevel level = LogLevel.of(event);
        if (level.compareTo(threshold) > 0) {
            return;
        }
        write(level, event, event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            write(level, event, "| " + cause.getClassName() + ": " + cause.getMessage());
            for (var frame : cause.getStackTraceElementProxyArray()) {
                write(level, event, "|   " + frame.getSTEAsString());
            }
        }
    }

    private void write(LogLevel level, ILoggingEvent event, String text) {
        sink.write(level, event.getInstant(), PrintableText.of(text));
    }

    /** Synchronized as {@link #doAppend} is: no line falls between two files. */
    synchronized void reopen() {
        sink.reopen();
    }

    @Override
    public void stop() {
        super.stop();
        sink.close();
    }
}
