package org.miltermanager.milters.greylist.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /** Between two steps of keeping the file small. */
    private static final Duration TIDY = Duration.ofMillis(250);

    /** Attempts of one network are decided one after the other; those of two rarely wait for each other. */
    private static final int LANES = 64;

    private static final int STEP = 500;

    private final InstantSource clock;
    private final Reopened file;
    private final List<ReentrantLock> lanes =
            Stream.generate(ReentrantLock::new).limit(LANES).toList();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> keepers =
            List.of(keeper("greylist expiry", SWEEP, this::sweep), keeper("greylist file", TIDY, this::tidyUp));

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
        store.keepers.forEach(Thread::start);
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
        return alone(triplet, opened -> new Attempt(opened, pace, clock.instant()).decide(triplet));
    }

    @Override
    public long delete(Selection selection) {
        var deleted = new AtomicLong();
        each(entry -> {
            if (selection.means(entry.subject())) {
                change(entry.subject(), opened -> opened.remove(entry.subject()));
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
        change(subject, opened -> opened.set(subject, memory));
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

    private Thread keeper(String name, Duration pause, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> repeat(pause, work));
    }

    private void repeat(Duration pause, Runnable work) {
        try {
            while (!closing.await(pause.toMillis(), MILLISECONDS)) {
                doOrLeave(work);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void doOrLeave(Runnable work) {
        try {
            work.run();
        } catch (StoreLost _) {
            // Who asks the store next is told.
        }
    }

    private void tidyUp() {
        file.tidyUp();
    }

    /** Drops what is forgotten. */
    void sweep() {
        Instant now = clock.instant();
        walk((key, memory) -> {
            if (memory.forgotten(now)) {
                KeyOctets.subject(key).ifPresent(subject -> change(subject, opened -> drop(opened, subject)));
            }
            return true;
        });
    }

    /** How many entries the file has, forgotten ones included. */
    long kept() {
        return file.use(opened -> opened.map().sizeAsLong());
    }

    /** It may have been renewed meanwhile. */
    private void drop(StoreFile opened, Subject subject) {
        opened.of(subject)
                .filter(memory -> memory.forgotten(clock.instant()))
                .ifPresent(memory -> opened.remove(subject));
    }

    @Override
    public void each(Predicate<Entry> visitor) {
        Instant now = clock.instant();
        walk((key, memory) -> memory.forgotten(now)
                || KeyOctets.subject(key)
                        .map(subject -> visitor.test(new Entry(subject, memory)))
                        .orElse(true));
    }

    /** In small steps: the file cannot be compacted as long as somebody holds an old state of it. */
    private void walk(BiPredicate<byte[], Memory> visitor) {
        byte[] last = {};
        List<Map.Entry<byte[], Memory>> some;
        do {
            byte[] from = last;
            some = file.use(opened -> opened.after(from, STEP));
            for (Map.Entry<byte[], Memory> entry : some) {
                if (!visitor.test(entry.getKey(), entry.getValue())) {
                    return;
                }
                last = entry.getKey();
            }
        } while (!some.isEmpty());
    }

    private void change(Subject subject, Consumer<StoreFile> action) {
        alone(subject, opened -> {
            action.accept(opened);
            return true;
        });
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
}
