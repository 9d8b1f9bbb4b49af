package org.miltermanager.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.dns.Misdeed;

/** "A known answer …". */
class KnownAnswerTest extends ResolverFixture {
    @Test
    void isNotAskedForAgain() {
        server.zone().txt("example.com", "here");
        resolver.texts("example.com").join();

        var answer = resolver.texts("EXAMPLE.com").join();

        assertEquals(List.of("here"), answer.found());
        assertEquals(List.of("example.com TXT"), server.questions());
    }

    @Test
    void isAskedForAgainWhenItsTimeIsOver() {
        server.zone().ttl(60).txt("example.com", "old");
        resolver.texts("example.com").join();
        server.zone().remove("example.com").txt("example.com", "new");

        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        var before = resolver.texts("example.com").join();
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        var after = resolver.texts("example.com").join();

        assertEquals(List.of(List.of("old"), List.of("new")), List.of(before.found(), after.found()));
    }

    @Test
    void lastsAsLongAsTheShortestOfItsCnames() {
        server.zone().ttl(60).cname("www.example.com", "host.example.com").ttl(600);
        server.zone().a("host.example.com", "192.0.2.1");
        resolver.ipv4("www.example.com").join();

        clock.addAndGet(Duration.ofSeconds(61).toNanos());
        resolver.ipv4("www.example.com").join();

        assertEquals(2, server.questions().size());
    }

    @Test
    void mayBeThatThereIsNoneAndReadsTheSameTheSecondTime() {
        server.zone().ttl(60).empty("empty.example.com");

        var answers = Stream.of("empty.example.com", "empty.example.com", "no.example.com", "no.example.com")
                .<DnsAnswer<String>>map(name -> resolver.texts(name).join())
                .toList();

        assertEquals(
                List.of(
                        new DnsAnswer.NoRecords<>(),
                        new DnsAnswer.NoRecords<>(),
                        new DnsAnswer.NoSuchName<>(),
                        new DnsAnswer.NoSuchName<>()),
                answers);
        assertEquals(List.of("empty.example.com TXT", "no.example.com TXT"), server.questions());
    }

    @Test
    void isNeverAFailure() {
        server.zone().txt("example.com", "here");
        server.misdeed("example.com", Misdeed.SERVER_FAILURE);
        resolver.texts("example.com").join();
        server.repent("example.com");

        var answer = resolver.texts("example.com").join();

        assertEquals(List.of("here"), answer.found());
    }

    @Test
    void isNotRememberedWhereItsOwnerForbids() {
        server.zone().ttl(0).txt("example.com", "here");
        resolver.texts("example.com").join();

        resolver.texts("example.com").join();

        assertEquals(2, server.questions().size());
    }

    @Test
    void goesWhenThereAreTooMany() {
        server.zone().txt("example.com", "here");
        resolver.texts("example.com").join();
        IntStream.range(0, CACHED)
                .forEach(i -> resolver.texts("n" + i + ".example.com").join());

        resolver.texts("example.com").join();

        assertEquals(CACHED + 2, server.questions().size());
    }
}
