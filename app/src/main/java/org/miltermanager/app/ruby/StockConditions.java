package org.miltermanager.app.ruby;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The conditions that milter manager brings along, under the names that configurations use. */
final class StockConditions {
    /** Those that are called otherwise here. */
    private static final Map<String, String> OTHERWISE =
            Map.of("DNSBL Listed", "dnsbl", "Not DNSBL Listed", "not dnsbl");

    static final Set<String> NAMES = Set.of(
            "S25R",
            "Remote Network",
            "Authenticated",
            "Unauthenticated",
            "Stress Notify",
            "No Stress",
            "Trust",
            "Sendmail Compatible",
            "DNSBL Listed",
            "Not DNSBL Listed");

    private StockConditions() {}

    /** As {@code when} takes it; empty for one that somebody defined. */
    static Optional<String> ours(String name) {
        return NAMES.contains(name) ? Optional.of(OTHERWISE.getOrDefault(name, name)) : Optional.empty();
    }
}
