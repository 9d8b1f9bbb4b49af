package org.miltermanager.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;

/** What a server does wrong: each test begins "a bad server …". */
class BadServerTest extends ResolverFixture {
    @ParameterizedTest
    @EnumSource(
            value = Misdeed.class,
            names = {"TRUNCATION", "LONELY_CNAME"},
            mode = EnumSource.Mode.EXCLUDE)
    void makesAFailureThatSaysWhichServer(Misdeed misdeed) {
        server.zone().txt("example.com", "here");
        server.misdeed("example.com", misdeed);

        var answer = resolver.texts("example.com").join();

        var failure = assertInstanceOf(DnsAnswer.Failure.class, answer);
        assertTrue(failure.reason().startsWith("127.0.0.1:" + server.address().getPort() + ": "), failure.reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = Misdeed.class,
            names = {"TRUNCATION", "LONELY_CNAME"},
            mode = EnumSource.Mode.EXCLUDE)
    void isFollowedByOneThatDoesNot(Misdeed misdeed) throws IOException {
        try (var good = DnsServer.start()) {
            server.zone().txt("example.com", "there");
            server.misdeed("example.com", misdeed);
            good.zone().txt("example.com", "here");
            resolver = resolver(DEADLINE, 2, server.address(), good.address());

            var answer = resolver.texts("example.com").join();

            assertEquals(List.of("here"), answer.found());
        }
    }

    @Test
    void isAskedLastTheNextTime() throws IOException {
        try (var good = DnsServer.start()) {
            server.misdeed("one.example.com", Misdeed.SILENCE);
            good.zone().txt("one.example.com", "1").txt("two.example.com", "2");
            resolver = resolver(DEADLINE, 2, server.address(), good.address());
            resolver.texts("one.example.com").join();

            var answer = resolver.texts("two.example.com").join();

            assertEquals(List.of("2"), answer.found());
            assertEquals(List.of("one.example.com TXT"), server.questions());
        }
    }

    @Test
    void isForgivenALostDatagram() {
        server.zone().txt("example.com", "here");
        server.misdeed("example.com", Misdeed.SILENCE);
        var answer = resolver.texts("example.com");

        awaitQuestions(1);
        server.repent("example.com");

        assertEquals(List.of("here"), answer.join().found());
    }

    @Test
    void isForgivenATruncatedAnswerThatIsNotLong() {
        server.zone().txt("example.com", "here");
        server.misdeed("example.com", Misdeed.TRUNCATION);

        var answer = resolver.texts("example.com").join();

        assertEquals(List.of("here"), answer.found());
    }

    @Test
    void isAskedForTheTargetsOfCnamesThatItDoesNotFollow() {
        server.zone().cname("a.example.com", "b.example.com").cname("b.example.com", "c.example.com");
        server.zone().a("c.example.com", "192.0.2.1");
        server.misdeed("a.example.com", Misdeed.LONELY_CNAME);
        server.misdeed("b.example.com", Misdeed.LONELY_CNAME);

        var answer = resolver.ipv4("a.example.com").join();

        assertEquals(List.of(address("192.0.2.1")), answer.found());
    }

    @Test
    void cannotMakeUsFollowCnamesForEver() {
        server.zone().cname("a.example.com", "b.example.com").cname("b.example.com", "a.example.com");
        server.zone().cname("c.example.com", "d.example.com").cname("d.example.com", "c.example.com");
        server.misdeed("c.example.com", Misdeed.LONELY_CNAME);
        server.misdeed("d.example.com", Misdeed.LONELY_CNAME);

        var answers = Stream.of("a.example.com", "c.example.com")
                .map(name -> resolver.ipv4(name).join())
                .toList();

        answers.forEach(answer -> assertInstanceOf(DnsAnswer.Failure.class, answer));
        assertTrue(server.questions().size() <= 20, () -> server.questions().toString());
    }

    @Test
    void costsNoMoreThanTheDeadline() {
        server.misdeed("example.com", Misdeed.SILENCE);
        resolver = resolver(Duration.ofMillis(500), 100, server.address());
        long begin = System.nanoTime();

        var answer = resolver.texts("example.com").join();

        assertEquals(new DnsAnswer.Failure<>("no answer within 500 ms"), answer);
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 2_000);
    }

    @Test
    void isNotThere() throws IOException {
        server.close();

        var answer = resolver.texts("example.com").join();

        assertInstanceOf(DnsAnswer.Failure.class, answer);
    }

    @Test
    void answersLateAndNobodyTakesItForTheNextAnswer() {
        server.zone().txt("one.example.com", "1").txt("two.example.com", "2");
        server.delay(ATTEMPT.multipliedBy(3));
        resolver.texts("one.example.com").join();
        server.delay(Duration.ZERO);

        var answer = resolver.texts("two.example.com").join();

        assertEquals(List.of("2"), answer.found());
    }

    private void awaitQuestions(int count) {
        while (server.questions().size() < count) {
            Thread.onSpinWait();
        }
    }
}
