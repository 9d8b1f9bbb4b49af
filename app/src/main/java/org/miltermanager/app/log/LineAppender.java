package org.miltermanager.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

/** Turns Logback's events into printable lines for a sink. A stack trace is further lines of the same level. */
final class LineAppender extends AppenderBase<ILoggingEvent> {
    private final LogSink sink;

    LineAppender(LogSink sink) {
        this.sink = sink;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Severity severity = Severity.of(event);
        write(severity, event, event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            write(severity, event, "| " + cause.getClassName() + ": " + cause.getMessage());
            for (var frame : cause.getStackTraceElementProxyArray()) {
                write(severity, event, "|   " + frame.getSTEAsString());
            }
        }
    }

    private void write(Severity severity, ILoggingEvent event, String text) {
        sink.write(severity, event.getInstant(), PrintableText.of(text));
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
