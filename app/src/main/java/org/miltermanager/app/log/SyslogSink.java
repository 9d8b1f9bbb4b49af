package org.miltermanager.app.log;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.miltermanager.app.config.SyslogFacility;
import org.miltermanager.app.host.NativeFunction;

/** The system's log by way of syslog(3), which finds {@code /dev/log} again by itself when the log daemon was restarted. */
final class SyslogSink implements LogSink {
    static final Path SOCKET = Path.of("/dev/log");

    private static final NativeFunction OPENLOG =
            NativeFunction.returningNothing("openlog", ADDRESS, JAVA_INT, JAVA_INT);
    private static final NativeFunction SYSLOG = NativeFunction.variadic("syslog", 2, JAVA_INT, ADDRESS, ADDRESS);

    private static final int LOG_PID = 0x01;
    private static final int LOG_NDELAY = 0x08;

    /** The C library keeps the pointer to the program's name, hence for as long as the process lives. */
    private static final MemorySegment IDENT = Arena.global().allocateFrom("milter-manager");

    private static final MemorySegment AS_IT_IS = Arena.global().allocateFrom("%s");

    SyslogSink(SyslogFacility facility) {
        OPENLOG.call(IDENT, LOG_PID | LOG_NDELAY, facility.code() << 3);
    }

    /** Whether there is a log daemon to take lines; without one, syslog(3) drops them without a word. */
    static boolean available() {
        return Files.exists(SOCKET);
    }

    @Override
    public void write(Severity severity, Instant time, String line) {
        try (Arena arena = Arena.ofConfined()) {
            SYSLOG.call(severity.number(), AS_IT_IS, arena.allocateFrom(line));
        }
    }
}
