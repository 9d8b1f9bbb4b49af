package org.miltermanager.app.daemon;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.miltermanager.app.check.Inspection;
import org.miltermanager.app.check.MilterFinding;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.transport.Deadlines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a milter fails in a session, the log also says why and what would help, as {@code milter-manager check} finds it. However many
 * sessions meet the failure, a milter is looked at once, and again after a while if it fails still. Safe for use by any thread.
 */
final class FirstAid {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAid.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Deadlines deadlines;
    private final Map<String, Long> looked = new ConcurrentHashMap<>();
    private volatile Settings settings;

    FirstAid(Settings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
    }

    /** From now on milters are looked at as these settings describe them, also those that were looked at before. */
    void follow(Settings next) {
        settings = next;
        looked.clear();
    }

    /** A milter failed in a session. Returns at once. */
    void failed(String milter) {
        long now = System.nanoTime();
        Long turn = looked.merge(milter, now, (last, next) -> next - last > PAUSE ? next : last);
        if (turn == now) {
            Thread.ofVirtual().name("first aid " + milter).start(() -> look(milter));
        }
    }

    private void look(String name) {
        Settings present = settings;
        var inspection = new Inspection(Identity.current(), deadlines);
        present.milters().stream()
                .filter(milter -> milter.name().equals(name))
                .flatMap(milter -> inspection.findings(milter, present.limits()).stream())
                .forEach(FirstAid::tell);
    }

    private static void tell(MilterFinding finding) {
        if (finding instanceof MilterFinding.Broken(var name, var endpoint, var problem, var remedy)) {
            LOG.warn("milter={} {}: {}; what helps: {}", name, endpoint, PrintableText.of(problem), remedy);
        }
    }
}
