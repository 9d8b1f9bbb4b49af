package org.miltermanager.conditions.dnslist;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Stage;

/** What lists say, as conditions ask for it. The lists are asked when the client connects, and only those that a condition needs. */
public final class DnsListFacts {
    /** By which an answer may be later than the lists' own deadline. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final DnsLists lists;
    private final long threshold;
    private final Duration deadline;

    /**
     * @param threshold from which score on a client is listed
     * @param deadline of the lists
     */
    public DnsListFacts(DnsLists lists, long threshold, Duration deadline) {
        this.lists = lists;
        this.threshold = threshold;
        this.deadline = deadline.plus(GRACE);
    }

    /** The same words, and {@code dnsbl}, {@code dnsbl.score}, {@code dnsbl.list("NAME")}. */
    public Vocabulary addTo(Vocabulary words) {
        return words.with(fact("dnsbl", Type.BOOLEAN, lists.lists(), listing -> listing.reaches(threshold)))
                .with(fact("dnsbl.score", Type.NUMBER, lists.lists(), Listing::score))
                .with("dnsbl.list", this::ofList);
    }

    private Fact<?> ofList(String name) {
        List<DnsList> named = lists.lists().stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("got \"" + name + "\", expected the name of a list: "
                    + (lists.lists().isEmpty()
                            ? "none is configured"
                            : lists.lists().stream()
                                    .map(DnsList::name)
                                    .distinct()
                                    .collect(joining(", "))));
        }
        return fact("dnsbl.list(\"" + name + "\")", Type.BOOLEAN, named, listing -> listing.isOnAny(named));
    }

    private <T> Fact<T> fact(String name, Type<T> type, List<DnsList> some, Function<Listing, Optional<T>> reading) {
        return new Fact<>(
                name,
                type,
                Stage.CONNECT,
                new Fact.Source.Asked<>(
                        known -> look(known, some)
                                .thenApply(listing -> reading.apply(listing)
                                        .orElseThrow(() -> new NoSuchElementException("a list did not answer"))),
                        deadline));
    }

    /** A client without an IP address is on no list. */
    private CompletableFuture<Listing> look(Circumstances known, List<DnsList> some) {
        return known.client()
                .map(Connect::address)
                .flatMap(NetworkAddress::parse)
                .flatMap(NetworkAddress::inetAddress)
                .map(address -> lists.look(address, some))
                .orElseGet(() -> CompletableFuture.completedFuture(Listing.NONE));
    }
}
