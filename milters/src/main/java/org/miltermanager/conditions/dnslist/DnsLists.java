package org.miltermanager.conditions.dnslist;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.DnsAnswer;
import org.miltermanager.dns.ReverseName;

/** Asks lists about clients. Safe for any thread. */
public final class DnsLists {
    private final List<DnsList> lists;
    private final Dns dns;
    private final Duration deadline;

    /** @param deadline for the answers; a list that has not answered then did not answer */
    public DnsLists(List<DnsList> lists, Dns dns, Duration deadline) {
        this.lists = List.copyOf(lists);
        this.dns = dns;
        this.deadline = deadline;
    }

    /** Those that are asked. */
    public List<DnsList> lists() {
        return lists;
    }

    /** Asks all lists. The future never fails, and no thread waits for it. Addresses that nobody can have on the Internet are on no list. */
    public CompletableFuture<Listing> look(InetAddress client) {
        return look(client, lists);
    }

    /** As {@link #look(InetAddress)}, some of the lists. */
    CompletableFuture<Listing> look(InetAddress client, List<DnsList> some) {
        if (client.isLoopbackAddress()
                || client.isSiteLocalAddress()
                || client.isLinkLocalAddress()
                || client.isAnyLocalAddress()) {
            return CompletableFuture.completedFuture(Listing.NONE);
        }
        String reversed = ReverseName.reversed(client);
        CompletableFuture<Listing> all = CompletableFuture.completedFuture(Listing.NONE);
        for (DnsList list : some) {
            var late = new DnsAnswer.Failure<Inet4Address>("late");
            all = all.thenCombine(
                    dns.ipv4(reversed + "." + list.zone())
                            .completeOnTimeout(late, deadline.toMillis(), TimeUnit.MILLISECONDS),
                    (listing, answer) -> with(listing, list, answer));
        }
        return all;
    }

    private static Listing with(Listing listing, DnsList list, DnsAnswer<Inet4Address> answer) {
        return list.judge(answer)
                .map(listed -> listed ? new Listing(and(listing.on(), list), listing.unanswered()) : listing)
                .orElseGet(() -> new Listing(listing.on(), and(listing.unanswered(), list)));
    }

    private static List<DnsList> and(List<DnsList> lists, DnsList another) {
        var more = new ArrayList<>(lists);
        more.add(another);
        return more;
    }
}
