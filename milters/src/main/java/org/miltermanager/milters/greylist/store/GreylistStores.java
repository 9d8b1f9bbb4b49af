package org.miltermanager.milters.greylist.store;

/** The stores of the program: one for each place, whoever asks. */
@FunctionalInterface
public interface GreylistStores {
    /**
     * The store there, opened when it is asked for first.
     *
     * @throws StoreLost if a file cannot be had; servers that are away are waited for
     */
    GreylistStore at(StorePlace place);
}
