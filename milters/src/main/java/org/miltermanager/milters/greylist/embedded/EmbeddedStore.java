package org.miltermanager.milters.greylist.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.miltermanager.milters.greylist.store.Counts;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.Subject;

/** A store in a file, or in memory alone. What is forgotten leaves it in the background. */
public final class EmbeddedStore implements GreylistStore {
    private static final Duration SWEEP = Duration.ofMinutes(30);

    /** Attempts of one network are decided one after the other; those of two rarely wait for each other. */
    private static final int LANES = 64;

    private static final int STEP = 500;

    private final InstantSource clock;
    private final Reopened file;
    private final List<ReentrantLock> lanes =
            Stream.generate(ReentrantLock::new).limit(LANES).toList();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread sweeper =
            Thread.ofPlatform().name("greylist expiry").daemon().unstarted(this::sweepForEver);

    private EmbeddedStore(InstantSource clock, Reopened file) {
        this.clock = clock;
        this.file = file;
    }

    /**
     * Opens a file; one that cannot be read is put aside, and an empty one begun.
     *
     * @param clock what time it is
     * @param remarks takes what an operator should know
     * @throws StoreLost if the file may not be opened, or is in use by another process
     */
    public static EmbeddedStore open(Path path, InstantSource clock, Consumer<String> remarks) {
        var store =
                new EmbeddedStore(clock, new Reopened(Optional.of(path), () -> StoreFile.open(path, remarks), remarks));
        store.sweeper.start();
        return store;
    }

    /**
     * Opens a file that is there, for a moment.
     *
     * @throws StoreLost if that is impossible; the file stays as it is
     */
    public static EmbeddedStore visit(Path path, InstantSource clock) {
        return new EmbeddedStore(clock, new Reopened(Optional.of(path), () -> StoreFile.visit(path), remark -> {}));
    }

    /** One that is forgotten with the program. */
    public static EmbeddedStore inMemory(InstantSource clock) {
        return new EmbeddedStore(clock, new Reopened(Optional.empty(), StoreFile::inMemory, remark -> {}));
    }

    @Override
    public Decision attempt(Subject.Triplet triplet, Pace pace) {
        return alone(triplet, opened -> new Attempt(memories(opened), pace, clock.instant()).decide(triplet));
    }

    @Override
    public List<Entry> list(Selection selection, int most) {
        var entries = new ArrayList<Entry>();
        each(entry -> {
            if (selection.means(entry.subject())) {
                entries.add(entry);
            }
            return entries.size() < most;
        });
        return entries;
    }

    @Override
    public long delete(Selection selection) {
        var deleted = new AtomicLong();
        each(entry -> {
            if (selection.means(entry.subject())) {
                alone(
                        entry.subject(),
                        opened -> Optional.ofNullable(
                                opened.map().remove(entry.subject().key())));
                deleted.incrementAndGet();
            }
            return true;
        });
        return deleted.get();
    }

    @Override
    public void allow(Subject subject, Duration time) {
        Instant now = clock.instant();
        var memory = new Memory(now, now, 0, true, now.plus(time));
        alone(subject, opened -> Optional.ofNullable(opened.map().put(subject.key(), memory)));
    }

    @Override
    public Counts counts() {
        var counted = new AtomicReference<>(Counts.NONE);
        each(entry -> {
            counted.set(counted.get().and(entry));
            return true;
        });
        return file.use(opened -> counted.get().in(opened.size()));
    }

    @Override
    public void close() {
        closing.countDown(); // an interrupt would close the file under the library's feet
        file.close();
    }

    private void sweepForEver() {
        try {
            while (!closing.await(SWEEP.toSeconds(), SECONDS)) {
                sweepOrLeave();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOrLeave() {
        try {
            sweep();
        } catch (StoreLost _) {
            // Who asks the store next is told.
        }
    }

    /** Drops what is forgotten. */
    void sweep() {
        Instant now = clock.instant();
        walk((key, memory) -> {
            if (memory.forgotten(now)) {
                Subject.ofKey(key).ifPresent(subject -> alone(subject, opened -> dropped(opened, key)));
            }
            return true;
        });
    }

    /** How many entries the file has, forgotten ones included. */
    long kept() {
        return file.use(opened -> opened.map().sizeAsLong());
    }

    /** It may have been renewed meanwhile. */
    private boolean dropped(StoreFile opened, String key) {
        return Optional.ofNullable(opened.map().get(key))
                .filter(memory -> memory.forgotten(clock.instant()))
                .map(memory -> opened.map().remove(key))
                .isPresent();
    }

    /** Shows all that is not forgotten, until somebody has seen enough. */
    private void each(Predicate<Entry> visitor) {
        Instant now = clock.instant();
        walk((key, memory) -> memory.forgotten(now)
                || Subject.ofKey(key)
                        .map(subject -> visitor.test(new Entry(subject, memory)))
                        .orElse(true));
    }

    /** In small steps: the file cannot be compacted as long as somebody holds an old state of it. */
    private void walk(BiPredicate<String, Memory> visitor) {
        String last = "";
        List<Map.Entry<String, Memory>> some;
        do {
            String from = last;
            some = file.use(opened -> opened.after(from, STEP));
            for (Map.Entry<String, Memory> entry : some) {
                if (!visitor.test(entry.getKey(), entry.getValue())) {
                    return;
                }
                last = entry.getKey();
            }
        } while (!some.isEmpty());
    }

    private <T> T alone(Subject subject, Function<StoreFile, T> action) {
        ReentrantLock lane = lanes.get(Math.floorMod(subject.network().hashCode(), LANES));
        lane.lock();
        try {
            return file.use(action);
        } finally {
            lane.unlock();
        }
    }

    private static Attempt.Memories memories(StoreFile opened) {
        return new Attempt.Memories() {
            @Override
            public Optional<Memory> of(Subject subject) {
                return Optional.ofNullable(opened.map().get(subject.key()));
            }

            @Override
            public void set(Subject subject, Memory memory) {
                opened.map().put(subject.key(), memory);
            }
        };
    }
}
