package org.miltermanager.app.condition;

/** Whether there are so many sessions that what is dear should be left out. Safe for use by any thread. */
final class Stress {
    private static final double MUCH = 0.75;

    private final Surroundings surroundings;
    private int threshold;
    private boolean known;

    /** @param configured from how many sessions on; 0: Postfix is asked for its limit, when that is needed first */
    Stress(int configured, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.threshold = configured;
        this.known = configured > 0 || !surroundings.asksPostfix();
    }

    boolean isNow() {
        int enough = threshold();
        return enough > 0 && surroundings.sessions().getAsInt() >= enough;
    }

    private synchronized int threshold() {
        if (!known) {
            threshold = surroundings
                    .postconf()
                    .processLimit()
                    .map(limit -> (int) Math.ceil(limit * MUCH))
                    .orElse(0);
            known = true;
        }
        return threshold;
    }
}
