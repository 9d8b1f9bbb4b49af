package org.miltermanager.conditions.dnslist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.condition.Network;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;

class DnsListsTest {
    private static final Duration ATTEMPT = Duration.ofMillis(300);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final DnsList BLOCK = list("block", 2);
    private static final DnsList OTHER = list("other", 1);
    private static final DnsList ALLOW = list("allow", -3);

    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static DnsList list(String name, int weight, String... codes) {
        return new DnsList(
                name,
                name + ".example",
                Arrays.stream(codes)
                        .map(code -> Network.parse(code).orElseThrow())
                        .toList(),
                weight);
    }

    private Listing look(String client, DnsList... lists) {
        return lists(DEADLINE, lists).look(InetAddress.ofLiteral(client)).join();
    }

    private DnsLists lists(Duration deadline, DnsList... lists) {
        var resolver = new Resolver(new ResolverSettings(List.of(server.address()), ATTEMPT, 1, DEADLINE, 100));
        return new DnsLists(List.of(lists), resolver, deadline);
    }

    @Test
    void addUpTheWeightsOfTheListsThatListAClient() {
        server.zone().a("1.2.0.192.block.example", "127.0.0.2").a("1.2.0.192.allow.example", "127.0.0.2");

        Listing listing = look("192.0.2.1", BLOCK, OTHER, ALLOW);

        assertEquals(List.of(BLOCK, ALLOW), listing.on());
        assertEquals(Optional.of(-1L), listing.score());
    }

    @Test
    void fileIpv6AddressesByTheirNibbles() {
        server.zone().a("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.block.example", "127.0.0.2");

        Listing listing = look("2001:db8::1", BLOCK);

        assertEquals(List.of(BLOCK), listing.on());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2,   true",
        "127.0.0.3,   true",
        "127.0.0.4,   false",
        "127.0.0.10,  true",
        "127.0.1.2,   false",
        "192.0.2.99,  false"
    })
    void countOnlyTheCodesThatAreAskedFor(String answer, boolean listed) {
        DnsList some = list("some", 1, "127.0.0.2/31", "127.0.0.10");
        server.zone().a("1.2.0.192.some.example", answer);

        Listing listing = look("192.0.2.1", some);

        assertEquals(Optional.of(listed), listing.isOn(some));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.1.2, true", "192.0.2.99, false"})
    void thatNameNoCodesCountAllOfLoopback(String answer, boolean listed) {
        server.zone().a("1.2.0.192.block.example", answer);

        Listing listing = look("192.0.2.1", BLOCK);

        assertEquals(Optional.of(listed), listing.isOn(BLOCK));
    }

    @Test
    void thatRefuseToAnswerListNobody() {
        server.zone().a("1.2.0.192.block.example", "127.255.255.254");

        Listing listing = look("192.0.2.1", BLOCK, OTHER);

        assertEquals(new Listing(List.of(), List.of(BLOCK)), listing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fe80::1", "0.0.0.0"})
    void areNotAskedForAddressesThatNobodyHasOnTheInternet(String client) {
        Listing listing = look(client, BLOCK);

        assertEquals(Listing.NONE, listing);
        assertEquals(List.of(), server.questions());
    }

    @Test
    void areAllAskedAtTheSameTimeAndNotWaitedForBeyondTheDeadline() {
        server.misdeed("1.2.0.192.block.example", Misdeed.SILENCE);
        server.misdeed("1.2.0.192.allow.example", Misdeed.SILENCE);
        server.zone().a("1.2.0.192.other.example", "127.0.0.2");
        long begin = System.nanoTime();

        Listing listing = lists(Duration.ofMillis(150), BLOCK, OTHER, ALLOW)
                .look(InetAddress.ofLiteral("192.0.2.1"))
                .join();

        assertEquals(new Listing(List.of(OTHER), List.of(BLOCK, ALLOW)), listing);
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 2_000);
    }

    @ParameterizedTest
    @CsvSource({"3, ''", "2, ''", "1, ''", "4, false", "0, ''", "-2, true"})
    void thatDoNotAnswerLeaveOpenOnlyWhatDependsOnThem(long threshold, String reached) {
        var listing = new Listing(List.of(OTHER), List.of(BLOCK, ALLOW));

        Optional<Boolean> answer = listing.reaches(threshold);

        assertEquals(Optional.of(reached).filter(text -> !text.isEmpty()).map(Boolean::valueOf), answer);
    }
}
