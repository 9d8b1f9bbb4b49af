package org.miltermanager.milters.greylist.store;

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
}
