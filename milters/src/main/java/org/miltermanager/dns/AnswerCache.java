package org.miltermanager.dns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Remembers answers as long as their owners allow, and lets all who ask the same at the same time wait for one answer. A failure is told
 * to those who wait for it and not remembered.
 */
final class AnswerCache {
    private static final float LOAD = 0.75f;

    /** Octets of data in all answers together: a domain may have answers of 64 KiB, and any number of names. */
    private static final long MOST_OCTETS = 8 << 20;

    private record Key(Name name, int type) {}

    /** What was asked for; the answer may still be under way. */
    private static final class Slot {
        private final CompletableFuture<Gist.Known> answer = new CompletableFuture<>();
        private volatile long end = Long.MAX_VALUE;
        private long octets;
    }

    private final Map<Key, Slot> slots = new LinkedHashMap<>(16, LOAD, true);
    private final int most;
    private final LongSupplier nanoseconds;
    private long octets;

    /**
     * @param most how many answers; the least used ones go
     * @param nanoseconds a clock that only goes forward
     */
    AnswerCache(int most, LongSupplier nanoseconds) {
        this.most = most;
        this.nanoseconds = nanoseconds;
    }

    /** The answer, known or under way; asked for where it is neither. */
    CompletableFuture<Gist.Known> answer(Name name, int type, Supplier<CompletableFuture<Gist.Known>> question) {
        var key = new Key(name, type);
        Slot slot;
        synchronized (slots) {
            Slot kept = slots.get(key);
            if (kept != null && nanoseconds.getAsLong() < kept.end) {
                return kept.answer.copy();
            }
            slot = new Slot();
            add(key, slot);
        }
        var _ = question.get().thenAccept(known -> {
            keep(key, slot, known);
            slot.answer.complete(known);
        });
        return slot.answer.copy();
    }

    private void add(Key key, Slot slot) {
        Slot former = slots.put(key, slot);
        if (former != null) {
            octets -= former.octets;
        }
        if (slots.size() > most) {
            dropLeastUsed();
        }
    }

    private void keep(Key key, Slot slot, Gist.Known known) {
        synchronized (slots) {
            if (!slot.equals(slots.get(key))) {
                return;
            }
            if (!known.lifetime().isPositive()) {
                slots.remove(key);
                return;
            }
            slot.end = nanoseconds.getAsLong() + known.lifetime().toNanos();
            slot.octets = octets(known.answer());
            octets += slot.octets;
            while (octets > MOST_OCTETS) {
                dropLeastUsed();
            }
        }
    }

    private void dropLeastUsed() {
        var all = slots.values().iterator();
        octets -= all.next().octets;
        all.remove();
    }

    private static long octets(DnsAnswer<Record> answer) {
        return answer.found().stream()
                .mapToLong(record -> record.rdataToWireCanonical().length)
                .sum();
    }
}
