package org.miltermanager.milters.greylist.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Remembers who has tried to send what. Safe for use by any thread. */
public interface GreylistStore extends GreylistAccess, AutoCloseable {
    /**
     * Somebody tries to send mail: decides, and remembers the attempt. Two attempts at the same time are seen one after the other.
     *
     * @throws StoreLost if the store cannot be asked
     */
    Decision attempt(Subject.Triplet triplet, Pace pace);

    /** Nothing is asked afterwards. Never throws. */
    @Override
    void close();

    /**
     * Shows all that is not forgotten, in no order, until somebody has seen enough.
     *
     * @param visitor says whether to go on
     * @throws StoreLost if the store cannot be asked
     */
    void each(Predicate<Entry> visitor);

    @Override
    default List<Entry> list(Selection selection, int most) {
        var entries = new ArrayList<Entry>();
        each(entry -> {
            if (selection.means(entry.subject())) {
                entries.add(entry);
            }
            return entries.size() < most;
        });
        return entries;
    }
}
