package org.miltermanager.milter;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the messages of all sessions together may take. Safe for use by any thread. */
public final class MessageMemory {
    private final AtomicLong left;

    /** @param octets in all */
    public MessageMemory(long octets) {
        this.left = new AtomicLong(octets);
    }

    /**
     * Takes a part.
     *
     * @param octets what is kept, and what keeping it costs
     * @return false where there is no room: nothing was taken
     */
    public boolean take(long octets) {
        long before = left.get();
        while (before >= octets) {
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
