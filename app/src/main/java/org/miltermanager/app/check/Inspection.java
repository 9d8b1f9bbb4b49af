package org.miltermanager.app.check;

import java.util.List;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.host.Identity;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.transport.Deadlines;

/** Looks at one configured milter: is it there, and if not, what would help. For any thread. */
public final class Inspection {
    private final MilterProbe milters;
    private final ServerProbe servers;

    /** @param daemon as whom the daemon connects */
    public Inspection(Identity daemon, Deadlines deadlines) {
        this.milters = new MilterProbe(daemon, deadlines);
        this.servers = new ServerProbe(daemon, deadlines);
    }

    /**
     * Talks to a milter, for a few seconds at the most.
     *
     * @return one finding for a milter that listens; for one that runs inside a finding for each server that it asks, which may be none
     */
    public List<MilterFinding> findings(MilterSettings milter, Settings.Limits limits) {
        return switch (milter.source()) {
            case MilterSettings.Source.Outside outside -> List.of(milters.find(milter.name(), child(outside, limits)));
            case MilterSettings.Source.Inside(var inside) ->
                inside.inquiries().stream()
                        .map(inquiry -> servers.find(milter.name(), inquiry))
                        .toList();
        };
    }

    /** How a milter that listens is reached, and what it is allowed. */
    public static ChildSettings child(MilterSettings.Source.Outside milter, Settings.Limits limits) {
        return new ChildSettings(
                milter.connect(),
                milter.deadlines().connect(),
                milter.deadlines().command(),
                milter.deadlines().message(),
                limits.frame(),
                limits.edits());
    }
}
