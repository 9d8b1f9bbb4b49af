package org.miltermanager.dns;

import java.util.List;

/** What a question to the DNS brought. */
public sealed interface DnsAnswer<T> {
    /** @param records at least one, in the server's order */
    record Found<T>(List<T> records) implements DnsAnswer<T> {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** The name does not exist (RCODE 3). */
    record NoSuchName<T>() implements DnsAnswer<T> {}

    /** The name exists and has no records of the kind asked for. */
    record NoRecords<T>() implements DnsAnswer<T> {}

    /**
     * Nobody could say. May be otherwise the next time.
     *
     * @param reason for people: a server's error, silence, or what is wrong with its answer
     */
    record Failure<T>(String reason) implements DnsAnswer<T> {}

    /** What was found; empty in all other cases. */
    default List<T> found() {
        return this instanceof Found<T>(var records) ? records : List.of();
    }
}
