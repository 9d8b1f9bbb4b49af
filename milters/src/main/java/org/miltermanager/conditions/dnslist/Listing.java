package org.miltermanager.conditions.dnslist;

import java.util.List;
import java.util.Optional;

/**
 * What the lists say of one client.
 *
 * @param on the lists that list it
 * @param unanswered the lists that did not answer
 */
public record Listing(List<DnsList> on, List<DnsList> unanswered) {
    public Listing {
        on = List.copyOf(on);
        unanswered = List.copyOf(unanswered);
    }

    /** Nobody lists it. */
    static final Listing NONE = new Listing(List.of(), List.of());

    /** The weights of the lists that list it; empty where one did not answer. */
    public Optional<Long> score() {
        return unanswered.isEmpty() ? Optional.of(sum(on)) : Optional.empty();
    }

    /** Whether the score is a threshold or more; empty where it depends on lists that did not answer. */
    public Optional<Boolean> reaches(long threshold) {
        long least = sum(on)
                + sum(unanswered.stream().filter(list -> list.weight() < 0).toList());
        long most = sum(on)
                + sum(unanswered.stream().filter(list -> list.weight() > 0).toList());
        if (least >= threshold) {
            return Optional.of(true);
        }
        return most < threshold ? Optional.of(false) : Optional.empty();
    }

    /** Whether one list lists it; empty where that one did not answer. */
    public Optional<Boolean> isOn(DnsList list) {
        return isOnAny(List.of(list));
    }

    /** Whether one of some lists does; empty where that depends on those that did not answer. */
    Optional<Boolean> isOnAny(List<DnsList> lists) {
        if (lists.stream().anyMatch(on::contains)) {
            return Optional.of(true);
        }
        return lists.stream().anyMatch(unanswered::contains) ? Optional.empty() : Optional.of(false);
    }

    private static long sum(List<DnsList> lists) {
        return lists.stream().mapToLong(DnsList::weight).sum();
    }
}
