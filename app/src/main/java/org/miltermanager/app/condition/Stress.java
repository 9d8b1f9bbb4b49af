package org.miltermanager.app.condition;

/**
 * Whether there are so many sessions that what is dear should be left out: near the limit behind which clients wait for the mail server,
 * or the mail server for us. Safe for use by any thread.
 */
final class Stress {
    private static final double MUCH = 0.75;

    private final Surroundings surroundings;
    private int threshold;
    private boolean known;

    /** Where no threshold is configured, Postfix is asked for its limit, when that is needed first. */
    Stress(ConditionSettings.Stress settings, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.threshold = settings.sessions() > 0 ? settings.sessions() : much(settings.limit());
        this.known = settings.sessions() > 0 || !surroundings.asksPostfix();
    }

    private static int much(int limit) {
        return (int) Math.ceil(limit * MUCH);
    }

    boolean isNow() {
        int enough = threshold();
        return enough > 0 && surroundings.sessions().getAsInt() >= enough;
    }

    private synchronized int threshold() {
        if (!known) {
            int ofPostfix =
                    surroundings.postconf().processLimit().map(Stress::much).orElse(0);
            threshold = threshold == 0 || (ofPostfix > 0 && ofPostfix < threshold) ? ofPostfix : threshold;
            known = true;
        }
        return threshold;
    }
}
