package org.miltermanager.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class AnswerCacheTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AnswerCache cache = new AnswerCache(1_000, () -> 0L);

    @Test
    void remembersShortAnswersUpToTheirNumber() throws Exception {
        ask(1_000, 1);

        ask(1_000, 1);

        assertEquals(1_000, asked.get());
    }

    /** A domain may have answers of 64 KiB for any name below it. */
    @Test
    void remembersLongAnswersNoFurtherThanMemoryGoes() throws Exception {
        ask(300, 240);

        ask(300, 240);

        assertEquals(600, asked.get());
    }

    private void ask(int names, int strings) throws Exception {
        for (int i = 0; i < names; i++) {
            var name = Name.fromString("n" + i + ".example.com.");
            Record text = new TXTRecord(name, DClass.IN, 600, Collections.nCopies(strings, "x".repeat(250)));
            cache.answer(name, Type.TXT, () -> {
                        asked.incrementAndGet();
                        return CompletableFuture.completedFuture(
                                new Gist.Known(new DnsAnswer.Found<>(List.of(text)), Duration.ofMinutes(10)));
                    })
                    .join();
        }
    }
}
