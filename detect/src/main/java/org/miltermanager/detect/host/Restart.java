package org.miltermanager.detect.host;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Remark;

/**
 * Whether systemd starts a service again that crashes or is killed, and what to enter so that it does (systemd.service(5)).
 *
 * <p>A service of type {@code forking} of which systemd neither knows nor guesses the main process dies unseen: it becomes {@code exited}
 * where {@code RemainAfterExit=yes}, and ends in success where not. So systemd-sysv-generator writes it for scripts.
 */
final class Restart {
    private static final String SERVICE = "Service";
    private static final Set<String> OF_THE_KILLED = Set.of("on-failure", "on-abnormal", "on-abort");
    private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");

    private static final List<String> LINES = List.of("[Service]", "Restart=always");

    /**
     * For a script. The main process is guessed where it is the only one, so what a milter that died leaves running has to go first:
     * spamc, as spamass-milter calls it, blocks SIGTERM, and mixed sends SIGKILL. SIGQUIT is how Debian's script ends spamass-milter,
     * which is no failure then.
     */
    private static final List<String> LINES_OF_SCRIPTS = List.of(
            "[Service]",
            "GuessMainPID=yes",
            "KillMode=mixed",
            "RemainAfterExit=no",
            "Restart=always",
            "SuccessExitStatus=SIGQUIT");

    private Restart() {}

    /** Empty where it is started again, or nothing says how it is started at all. */
    static Optional<Remark> missing(Unit unit) {
        String type = unit.last(SERVICE, "Type").map(Quote::text).orElse("simple");
        // The end of a oneshot is no accident, and systemd refuses Restart=always for it.
        if (type.equals("oneshot") || unit.last(SERVICE, "ExecStart").isEmpty()) {
            return Optional.empty();
        }
        boolean followed =
                !type.equals("forking") || unit.last(SERVICE, "PIDFile").isPresent() || is(unit, "GuessMainPID", true);
        String restart = unit.last(SERVICE, "Restart").map(Quote::text).orElse("no");
        boolean always = restart.equals("always");
        boolean wanted = always || OF_THE_KILLED.contains(restart);
        boolean noticed = followed || (always && !is(unit, "RemainAfterExit", false));
        return wanted && noticed
                ? Optional.empty()
                : Optional.of(remark(
                        unit, said(unit, wanted ? "GuessMainPID" : "Restart"), followed ? LINES : LINES_OF_SCRIPTS));
    }

    private static Remark remark(Unit unit, String why, List<String> lines) {
        String name = unit.name().stem();
        return new Remark(
                "nobody starts it again when it dies: " + why,
                "systemctl edit " + name + ", with these lines; then systemctl restart " + name,
                lines);
    }

    private static String said(Unit unit, String key) {
        return unit.last(SERVICE, key)
                .map(value -> key + "=" + value.text() + " in " + value.place())
                .orElseGet(() -> "no " + key + "= in " + unit.files().getFirst().place());
    }

    private static boolean is(Unit unit, String key, boolean otherwise) {
        return unit.last(SERVICE, key)
                .map(value -> TRUE.contains(value.text().toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }
}
