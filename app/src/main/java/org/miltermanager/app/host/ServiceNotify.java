package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is ({@code Type=notify-reload}, sd_notify(3)). Silent where no service manager asked for it. What cannot be
 * told is logged and otherwise without effect: mail does not depend on it.
 *
 * <p>For any thread.
 */
public final class ServiceNotify {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotify.class);
    private static final NativeFunction CLOCK_GETTIME = NativeFunction.returningInt("clock_gettime", JAVA_INT, ADDRESS);
    private static final int CLOCK_MONOTONIC = 1;
    private static final Duration FOR_PEOPLE = Duration.ofSeconds(10);

    private final Optional<String> socket;
    private final Optional<Duration> watchdog;

    private ServiceNotify(Optional<String> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} are read */
    public static ServiceNotify from(Map<String, String> environment) {
        return new ServiceNotify(
                Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isEmpty()),
                watchdog(environment));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String own = Long.toString(ProcessHandle.current().pid());
        boolean meant = environment.getOrDefault("WATCHDOG_PID", own).equals(own);
        return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(microseconds -> meant && microseconds.matches("[1-9]\\d{0,17}"))
                .map(microseconds -> Duration.ofNanos(Math.multiplyExact(Long.parseLong(microseconds), 1_000L)));
    }

    /** Connections are accepted, or a reload has ended. */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + line(status));
    }

    /** One line for {@code systemctl status}. */
    public void status(String status) {
        send("STATUS=" + line(status));
    }

    /** The configuration is read anew; {@link #ready} ends this. systemd takes the word only with the time of the system's clock. */
    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicroseconds());
    }

    /**
     * No further connections; running messages are finished.
     *
     * @param atMost how long that takes; where systemd would wait less ({@code TimeoutStopSec=}), it waits as long
     */
    public void stopping(String status, Duration atMost) {
        send("STOPPING=1\nSTATUS=" + line(status) + "\nEXTEND_TIMEOUT_USEC=" + atMost.toNanos() / 1_000L);
    }

    /** Still doing what it is for. Where this is not said in time, systemd ends the daemon and starts it anew ({@code WatchdogSec=}). */
    public void alive(String status) {
        send("WATCHDOG=1\nSTATUS=" + line(status));
    }

    /** How often to tell: twice as often as the watchdog wants to hear it, for people every ten seconds. Empty: nobody asked. */
    public Optional<Duration> interval() {
        return socket.map(name -> watchdog.map(limit -> limit.dividedBy(2))
                .filter(half -> half.compareTo(FOR_PEOPLE) < 0)
                .orElse(FOR_PEOPLE));
    }

    private static String line(String status) {
        return status.replace('\n', ' ');
    }

    private static long monotonicMicroseconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(JAVA_LONG, 2);
            CLOCK_GETTIME.call(CLOCK_MONOTONIC, time);
            return time.getAtIndex(JAVA_LONG, 0) * 1_000_000L + time.getAtIndex(JAVA_LONG, 1) / 1_000L;
        }
    }

    private void send(String state) {
        try {
            socket.ifPresent(name -> LocalDatagram.send(name, state));
        } catch (HostFailure e) {
            LOG.warn("cannot tell the service manager: {}", e.getMessage());
        }
    }
}
