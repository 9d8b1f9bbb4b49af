package org.miltermanager.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.xbill.DNS.Name;

/**
 * Remembers answers as long as their owners allow, and lets all who ask the same at the same time wait for one answer. A failure is told
 * to those who wait for it and not remembered.
 */
final class AnswerCache {
    private static final float LOAD = 0.75f;

    private record Key(Name name, int type) {}

    /** What was asked for; the answer may still be under way. */
    private static final class Slot {
        private final CompletableFuture<Gist.Known> answer = new CompletableFuture<>();
        private volatile long end = Long.MAX_VALUE;
    }

    private final Map<Key, Slot> slots;
    private final LongSupplier nanoseconds;

    /**
     * @param most how many answers; the least used ones go
     * @param nanoseconds a clock that only goes forward
     */
    AnswerCache(int most, LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        this.slots = new LinkedHashMap<>(16, LOAD, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Slot> eldest) {
                return size() > most;
            }
        };
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
            slots.put(key, slot);
        }
        var _ = question.get().thenAccept(known -> {
            keep(key, slot, known.lifetime());
            slot.answer.complete(known);
        });
        return slot.answer.copy();
    }

    private void keep(Key key, Slot slot, Duration lifetime) {
        if (lifetime.isPositive()) {
            slot.end = nanoseconds.getAsLong() + lifetime.toNanos();
            return;
        }
        synchronized (slots) {
            slots.remove(key, slot);
        }
    }
}
