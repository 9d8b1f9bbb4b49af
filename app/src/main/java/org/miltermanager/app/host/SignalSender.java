package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/** Tells another process something by a signal. */
public final class SignalSender {
    /** SIGHUP has this number on every system (POSIX, kill(1)). */
    private static final int SIGHUP = 1;

    private static final NativeFunction KILL = NativeFunction.returningInt("kill", JAVA_INT, JAVA_INT);

    private SignalSender() {}

    /**
     * Sends SIGHUP.
     *
     * @throws HostFailure if there is no such process, or this one may not
     */
    public static void hangUp(long pid) {
        NativeFunction.Result sent = KILL.call(Math.toIntExact(pid), SIGHUP);
        if (sent.failed()) {
            throw new HostFailure("cannot send SIGHUP to " + new Occupant(pid, ProcessName.of(pid)) + " as user "
                    + User.effective() + ": " + sent.reason());
        }
    }
}
