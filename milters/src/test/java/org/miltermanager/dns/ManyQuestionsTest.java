package org.miltermanager.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** "Many questions …". */
class ManyQuestionsTest extends ResolverFixture {
    @Test
    void ofTheSameAreOne() {
        server.zone().txt("example.com", "here");
        server.delay(Duration.ofMillis(100));

        var answers = IntStream.range(0, 500)
                .mapToObj(_ -> resolver.texts("example.com"))
                .toList();

        answers.forEach(answer -> assertEquals(List.of("here"), answer.join().found()));
        assertEquals(1, server.questions().size());
    }

    @Test
    void holdNoThreadEach() {
        server.delay(Duration.ofMillis(250));
        resolver = resolver(Duration.ofSeconds(30), 20, server.address());
        IntStream.range(0, 1_000).forEach(i -> server.zone().txt("n" + i + ".example.com", "here"));
        int before = Thread.activeCount();

        List<CompletableFuture<DnsAnswer<String>>> answers = IntStream.range(0, 1_000)
                .mapToObj(i -> resolver.texts("n" + i + ".example.com"))
                .toList();
        int during = Thread.activeCount();

        answers.forEach(answer -> assertEquals(List.of("here"), answer.join().found()));
        assertTrue(during - before < 20, before + " threads before, " + during + " while waiting");
    }
}
