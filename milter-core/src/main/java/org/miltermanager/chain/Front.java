package org.miltermanager.chain;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.miltermanager.wire.Macros;

/**
 * Which mail server is in front of the chains: configured, or recognised when a client connects. That is after the negotiation, for which
 * mail servers wait differently long: it is given the time of the least patient one that has been recognised so far, and before the
 * first one that of the least patient there is. Safe for use by any thread.
 */
public final class Front {
    private final Optional<MailServer> configured;
    private final Set<MailServer> recognised = ConcurrentHashMap.newKeySet();

    private Front(Optional<MailServer> configured) {
        this.configured = configured;
    }

    /** @param configured which one it is; empty to recognise it */
    public static Front of(Optional<MailServer> configured) {
        return new Front(configured);
    }

    /** Whose manners hold until a client connects. */
    MailServer assumed() {
        return configured.orElse(MailServer.POSTFIX);
    }

    /** @param macros that it tells when a client connects */
    MailServer recognise(Macros macros) {
        return configured.orElseGet(() -> {
            var server = MailServer.recognised(macros);
            recognised.add(server);
            return server;
        });
    }

    /** Which ones it may be. */
    List<MailServer> possible() {
        return configured.map(List::of).orElse(List.of(MailServer.values()));
    }

    /** How long the negotiation with all milters may take, side by side. */
    Duration negotiationTime() {
        Collection<MailServer> candidates = recognised.isEmpty() ? possible() : recognised;
        return candidates.stream()
                .map(MailServer::commandTime)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
