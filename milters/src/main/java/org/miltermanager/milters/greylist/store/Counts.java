package org.miltermanager.milters.greylist.store;

import java.util.OptionalLong;

/**
 * How much is remembered.
 *
 * @param waiting triplets that have not passed
 * @param passed triplets that pass at once
 * @param clients whose mail passes at once, whatever it is
 * @param domains the same of what a client sends for one domain
 * @param octets that it takes on disk; empty where that is not ours to see
 */
public record Counts(long waiting, long passed, long clients, long domains, OptionalLong octets) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, OptionalLong.empty());

    /** These, and one entry more. A client or domain that is still being counted is not told. */
    public Counts and(Entry entry) {
        boolean white = entry.memory().white();
        return switch (entry.subject()) {
            case Subject.Triplet _ when white -> new Counts(waiting, passed + 1, clients, domains, octets);
            case Subject.Triplet _ -> new Counts(waiting + 1, passed, clients, domains, octets);
            case Subject.Client _ -> new Counts(waiting, passed, clients + (white ? 1 : 0), domains, octets);
            case Subject.Domain _ -> new Counts(waiting, passed, clients, domains + (white ? 1 : 0), octets);
        };
    }

    /** These, with the space that they take. */
    public Counts in(long size) {
        return new Counts(waiting, passed, clients, domains, OptionalLong.of(size));
    }
}
