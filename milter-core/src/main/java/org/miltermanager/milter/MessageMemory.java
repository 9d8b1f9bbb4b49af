package org.miltermanager.milter;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the messages of all sessions together may take. Safe for use by any thread. */
public final class MessageMemory {
    private final AtomicLong left;
    private final long reserve;

    /** @param octets in all, half of which is left to what can be kept nowhere else */
    public MessageMemory(long octets) {
        this.left = new AtomicLong(octets);
        this.reserve = octets / 2;
    }

    /**
     * Takes a part.
     *
     * @param octets what is kept, and what keeping it costs
     * @return false where there is no room: nothing was taken
     */
    public boolean take(long octets) {
        return take(octets, 0);
    }

    /**
     * Takes a part for what could be kept in a file as well.
     *
     * @return false where there is no room for such: nothing was taken
     */
    public boolean takeSpare(long octets) {
        return take(octets, reserve);
    }

    private boolean take(long octets, long leaving) {
        long before = left.get();
        while (before - octets >= leaving) {
            long now = left.compareAndExchange(before, before - octets);
            if (now == before) {
                return true;
            }
            before = now;
        }
        return false;
    }

    /** Gives back what was taken. */
    public void give(long octets) {
        left.addAndGet(octets);
    }
}
