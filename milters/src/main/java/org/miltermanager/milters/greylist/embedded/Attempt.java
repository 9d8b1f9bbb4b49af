package org.miltermanager.milters.greylist.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Subject;

/** One attempt to send mail: what becomes of it, by what is remembered. The script of the shared store says the same. */
record Attempt(Memories memories, Pace pace, Instant now) {
    Attempt {
        now = now.truncatedTo(ChronoUnit.MILLIS); // as what is remembered is
    }

    /** What is remembered. */
    interface Memories {
        Optional<Memory> of(Subject subject);

        void set(Subject subject, Memory memory);
    }

    Decision decide(Subject.Triplet triplet) {
        return white(new Subject.Client(triplet.network()))
                .or(() -> triplet.domain().flatMap(this::white))
                .orElseGet(() -> attempted(triplet, heardOf(triplet).orElseGet(this::never)));
    }

    private Optional<Decision> white(Subject subject) {
        Optional<Memory> memory = heardOf(subject).filter(Memory::white);
        memory.ifPresent(known -> memories.set(subject, known.passed(now, pace.autowhite())));
        return memory.map(known -> new Decision.White(subject));
    }

    private Memory never() {
        return new Memory(now, now, 0, false, now.plus(pace.timeout()));
    }

    private Decision attempted(Subject.Triplet triplet, Memory memory) {
        if (memory.white()) {
            memories.set(triplet, memory.passed(now, pace.autowhite()));
            return new Decision.White(triplet);
        }
        Duration waited = memory.since().isBefore(now) ? Duration.between(memory.since(), now) : Duration.ZERO;
        if (waited.compareTo(pace.delay()) < 0) {
            memories.set(triplet, memory.early(now, pace.timeout()));
            return new Decision.Wait(pace.delay().minus(waited));
        }
        memories.set(triplet, memory.passed(now, pace.autowhite()));
        count(new Subject.Client(triplet.network()), pace.clientAfter());
        triplet.domain().ifPresent(domain -> count(domain, pace.domainAfter()));
        return new Decision.Waited(waited);
    }

    private void count(Subject subject, int after) {
        Optional<Memory> known = heardOf(subject);
        boolean counted = known.filter(memory -> now.isBefore(memory.last().plus(Pace.COUNTED_ONCE)))
                .isPresent();
        if (after > 0 && !counted) {
            Memory memory = known.orElseGet(() -> new Memory(now, now, 0, false, now));
            int count = memory.count() + 1;
            memories.set(subject, new Memory(memory.since(), now, count, count >= after, now.plus(pace.autowhite())));
        }
    }

    private Optional<Memory> heardOf(Subject subject) {
        return memories.of(subject).filter(memory -> !memory.forgotten(now));
    }
}
