package org.miltermanager.milters.greylist.store;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.miltermanager.condition.Network;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** What every store does. */
public abstract class GreylistStoreContract extends GreylistPaceContract {
    @Test
    void whatHasPassedPassesAtOnce() {
        passes(TRIPLET);

        assertEquals(new Decision.White(TRIPLET), attempt(TRIPLET));
    }

    @Test
    void anotherRecipientSenderOrNetworkIsNew() {
        passes(TRIPLET);

        assertEquals(
                new Decision.Wait(PACE.delay()), attempt(triplet("192.0.2.0/24", "a@one.example", "c@example.com")));
        assertEquals(
                new Decision.Wait(PACE.delay()), attempt(triplet("192.0.2.0/24", "x@one.example", "b@example.com")));
        assertEquals(
                new Decision.Wait(PACE.delay()), attempt(triplet("198.51.100.0/24", "a@one.example", "b@example.com")));
    }

    @Test
    void aDomainPassesAtOnceAfterSomeOfItsMails() {
        passes(triplet("192.0.2.0/24", "a@one.example", "b@example.com"));
        clock.pass(HOUR);
        passes(triplet("192.0.2.0/24", "c@one.example", "d@example.com"));

        assertEquals(
                new Decision.White(new Subject.Domain("192.0.2.0/24", "one.example")),
                attempt(triplet("192.0.2.0/24", "new@one.example", "new@example.com")));
        assertEquals(
                new Decision.Wait(PACE.delay()),
                attempt(triplet("192.0.2.0/24", "new@two.example", "new@example.com")));
        assertEquals(
                new Decision.Wait(PACE.delay()),
                attempt(triplet("203.0.113.0/24", "new@one.example", "new@example.com")));
    }

    @Test
    void aClientPassesAtOnceAfterSomeOfItsMails() {
        for (String sender : List.of("a@one.example", "", "c@three.example")) {
            passes(triplet("2001:db8::/64", sender, "b@example.com"));
            clock.pass(HOUR);
        }

        assertEquals(
                new Decision.White(new Subject.Client("2001:db8::/64")),
                attempt(triplet("2001:db8::/64", "new@four.example", "new@example.com")));
    }

    @Test
    void manyMailsOfOneReturnCountAsOne() {
        List<Triplet> burst = IntStream.range(0, 10)
                .mapToObj(number -> triplet("192.0.2.0/24", "a@one.example", number + "@example.com"))
                .toList();
        burst.forEach(this::attempt);
        clock.pass(PACE.delay());
        burst.forEach(this::attempt);

        assertEquals(
                new Decision.Wait(PACE.delay()), attempt(triplet("192.0.2.0/24", "a@one.example", "new@example.com")));
    }

    @Test
    void whoIsAllowedPassesAtOnce() {
        var other = triplet("192.0.2.0/24", "x@two.example", "b@example.com");
        store.allow(TRIPLET, DAY);
        store.allow(new Subject.Domain("192.0.2.0/24", "two.example"), DAY);
        store.allow(new Subject.Client("198.51.100.0/24"), DAY);

        assertEquals(new Decision.White(TRIPLET), attempt(TRIPLET));
        assertEquals(new Decision.White(new Subject.Domain("192.0.2.0/24", "two.example")), attempt(other));
        assertInstanceOf(Decision.White.class, attempt(triplet("198.51.100.0/24", "", "b@example.com")));
    }

    @Test
    void whoIsAllowedForLongIsNotForgottenSoonerForItsMail() {
        store.allow(TRIPLET, DAY.multipliedBy(30));
        attempt(TRIPLET);
        clock.pass(DAY.multipliedBy(29));

        assertEquals(new Decision.White(TRIPLET), attempt(TRIPLET));
    }

    @Test
    void whoWasAllowedIsForgottenInTime() {
        store.allow(TRIPLET, DAY);
        clock.pass(DAY);

        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    @Test
    void listsWhatIsMeant() {
        var other = triplet("198.51.100.0/24", "", "C@Example.COM");
        attempt(TRIPLET);
        attempt(other);
        store.allow(new Subject.Client("192.0.2.0/24"), DAY);

        assertEquals(Set.of(TRIPLET, other, new Subject.Client("192.0.2.0/24")), listed(Selection.ALL));
        assertEquals(
                Set.of(TRIPLET, new Subject.Client("192.0.2.0/24")),
                listed(new Selection(Network.parse("192.0.2.77"), "", "")));
        assertEquals(Set.of(TRIPLET), listed(new Selection(Optional.empty(), "@ONE.example", "")));
        assertEquals(Set.of(other), listed(new Selection(Optional.empty(), "", "c@example.com")));
        assertEquals(Set.of(), listed(new Selection(Network.parse("198.51.100.0/24"), "one.example", "")));
        assertEquals(1, store.list(Selection.ALL, 1).size());
    }

    private Set<Subject> listed(Selection selection) {
        return store.list(selection, 100).stream().map(Entry::subject).collect(toSet());
    }

    @Test
    void tellsWhatIsRememberedOfATriplet() {
        var start = clock.instant();
        attempt(TRIPLET);
        clock.pass(MINUTE);
        attempt(TRIPLET);

        Memory memory = store.list(Selection.ALL, 10).getFirst().memory();

        assertEquals(new Memory(start, start.plus(MINUTE), 2, false, start.plus(PACE.timeout())), memory);
    }

    @Test
    void whatIsDeletedIsNew() {
        passes(TRIPLET);
        attempt(triplet("192.0.2.0/24", "x@two.example", "b@example.com"));

        long deleted = store.delete(new Selection(Optional.empty(), "a@one.example", ""));

        assertEquals(1, deleted);
        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    @Test
    void countsWhatIsNotForgotten() {
        passes(TRIPLET);
        attempt(triplet("192.0.2.0/24", "x@two.example", "b@example.com"));
        store.allow(new Subject.Client("198.51.100.0/24"), DAY);
        store.allow(new Subject.Domain("198.51.100.0/24", "one.example"), DAY.multipliedBy(30));
        assertEquals(List.of(1L, 1L, 1L, 1L), counted());
        clock.pass(DAY.multipliedBy(8));

        assertEquals(List.of(0L, 0L, 0L, 1L), counted());
    }

    private List<Long> counted() {
        Counts counts = store.counts();
        return List.of(counts.waiting(), counts.passed(), counts.clients(), counts.domains());
    }

    @Test
    void strangersOctetsAndLengthsAreNoTrouble() {
        var odd = triplet("192.0.2.0/24", "\r\n\t* {x} [a-z] \u00ff\"@" + "x".repeat(100_000), "y".repeat(100_000));
        var longer = triplet("192.0.2.0/24", odd.sender(), "y".repeat(100_001));

        passes(odd);

        assertEquals(new Decision.White(odd), attempt(odd));
        assertEquals(new Decision.Wait(PACE.delay()), attempt(longer));
        assertEquals(true, listed(Selection.ALL).contains(odd));
    }

    @Test
    void ofManyAttemptsAtTheSameTimeOneIsTheFirst() throws Exception {
        attempt(TRIPLET);
        clock.pass(PACE.delay());
        Callable<Decision> again = () -> attempt(TRIPLET);

        var decisions = new HashSet<Decision>();
        int waited = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(number -> again).toList())) {
                decisions.add(future.get());
                waited += future.get() instanceof Decision.Waited ? 1 : 0;
            }
        }

        assertEquals(Set.of(new Decision.Waited(PACE.delay()), new Decision.White(TRIPLET)), decisions);
        assertEquals(1, waited);
    }
}
