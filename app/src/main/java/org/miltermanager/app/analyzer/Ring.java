package org.miltermanager.app.analyzer;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The last so many slots of a series; what is older is forgotten. Its size never changes. */
final class Ring {
    private final int step;
    private final double[] slots;
    /** Number of the newest slot, counted since 1970 in steps; before anything was added, 0. */
    private long newest;

    Ring(Period period) {
        this(period, new double[period.slots()], 0);
    }

    /**
     * As it was stored.
     *
     * @param slots becomes part of the ring
     */
    Ring(Period period, double[] slots, long newest) {
        this.step = period.step();
        this.slots = slots;
        this.newest = newest;
    }

    /**
     * Brings a value into its slot.
     *
     * @param second since 1970, not negative
     */
    void bring(long second, double value, DoubleBinaryOperator with) {
        long slot = second / step;
        if (slot > newest) {
            forget(slot);
            newest = slot;
        }
        if (slot > newest - slots.length) {
            slots[place(slot)] = with.applyAsDouble(slots[place(slot)], value);
        }
    }

    /** Slots that come into sight begin with nothing. */
    private void forget(long slot) {
        if (slot - newest >= slots.length) {
            Arrays.fill(slots, 0);
            return;
        }
        for (long next = newest + 1; next <= slot; next++) {
            slots[place(next)] = 0;
        }
    }

    private int place(long slot) {
        return (int) (slot % slots.length);
    }

    /** What was counted at this time; 0 outside of what is remembered. */
    double at(long second) {
        long slot = second / step;
        return slot > newest || slot <= newest - slots.length ? 0 : slots[place(slot)];
    }

    long newest() {
        return newest;
    }

    /** As they lie; not a copy. */
    double[] slots() {
        return slots;
    }
}
