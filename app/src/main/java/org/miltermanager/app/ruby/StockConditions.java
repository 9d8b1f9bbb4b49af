package org.miltermanager.app.ruby;

import java.util.Set;

/** The conditions that milter manager brings along, under the names that configurations use. */
final class StockConditions {
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
}
