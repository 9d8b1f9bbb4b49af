package org.miltermanager.milters.greylist.store;

import java.time.Duration;
import java.util.List;

/** What an operator may do with what is remembered. Each method throws {@link StoreLost} if the store cannot be asked. */
public interface GreylistAccess {
    /**
     * What is remembered, in no order.
     *
     * @param most how many entries, 1 or more
     */
    List<Entry> list(Selection selection, int most);

    /** Forgets, and says how many entries. */
    long delete(Selection selection);

    /** Lets the mail of somebody pass at once; each mail renews it for the milter's own time. */
    void allow(Subject subject, Duration time);

    /** Counts all that is remembered. */
    Counts counts();
}
