package org.miltermanager.milters.greylist.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** A program that is killed: writes attempts to a store, and tells each of them and the time when it is answered. */
final class KilledWriter {
    static final int WRITES = 10_000;

    private static final Pace PACE = new Pace(Duration.ofMinutes(10), Duration.ofDays(5), Duration.ofDays(7), 5, 2);
    private static final Duration BETWEEN = Duration.ofNanos(300_000);

    private KilledWriter() {}

    static Triplet triplet(String round, int number) {
        return new Triplet("192.0.2.0/24", round + "-" + number + "@one.example", "b@example.com");
    }

    public static void main(String[] arguments) {
        var store = EmbeddedStore.open(Path.of(arguments[0]), InstantSource.system(), System.out::println);
        for (int number = 0; number < WRITES; number++) {
            store.attempt(triplet(arguments[1], number), PACE);
            System.out.println(number + " " + System.nanoTime());
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        store.close();
    }
}
