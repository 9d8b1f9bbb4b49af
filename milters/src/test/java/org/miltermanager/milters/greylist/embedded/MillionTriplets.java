package org.miltermanager.milters.greylist.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** Measures a store of a million triplets: its file, and how long an attempt takes. Arguments: a file that is not there, and how many triplets. */
public final class MillionTriplets {
    private static final int MIB = 1 << 20;
    private static final int SAMPLES = 200_000;
    private static final int A_SECOND = 100;
    private static final int STEADY_SECONDS = 60;
    private static final Pace PACE = new Pace(Duration.ofMinutes(10), Duration.ofDays(5), Duration.ofDays(7), 5, 2);

    private MillionTriplets() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        int triplets = Integer.parseInt(arguments[1]);
        long begin = System.nanoTime();
        try (var store = EmbeddedStore.open(file, InstantSource.system(), MillionTriplets::say)) {
            var largest = new Largest(file);
            for (int number = 0; number < triplets; number++) {
                store.attempt(triplet(number), PACE);
                largest.look(number);
            }
            System.out.println(
                    "filled in " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s, " + largest);
            tell("known triplets", store, triplets, largest);
            begin = System.nanoTime();
            store.sweep();
            System.out.println(
                    "swept in " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms, " + size(file));
            steady(store, triplets, file);
        }
        System.out.println("closed, " + size(file));
        begin = System.nanoTime();
        try (var store = EmbeddedStore.open(file, InstantSource.system(), MillionTriplets::say)) {
            System.out.println("opened in "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms, " + store.kept() + " entries");
            tell("known triplets, opened anew", store, triplets, new Largest(file));
        }
        System.out.println("closed, " + size(file));
    }

    /** The largest size that a file has had. */
    private static final class Largest {
        private static final int NOW_AND_THEN = 1_000;

        private final Path file;
        private long largest;

        Largest(Path file) {
            this.file = file;
        }

        void look(int number) throws IOException {
            if (number % NOW_AND_THEN == 0) {
                largest = Math.max(largest, Files.size(file));
            }
        }

        @Override
        public String toString() {
            return "file " + largest / MIB + " MiB at the most";
        }
    }

    /** What a large mail host asks. */
    private static void steady(EmbeddedStore store, int triplets, Path file) throws IOException, InterruptedException {
        var random = new Random(2);
        var largest = new Largest(file);
        for (int number = 0; number < STEADY_SECONDS * A_SECOND; number++) {
            store.attempt(triplet(random.nextInt(triplets)), PACE);
            Thread.sleep(1_000 / A_SECOND);
            largest.look(number);
        }
        System.out.println(
                A_SECOND + " attempts a second for " + STEADY_SECONDS + " s: " + largest + ", at last " + size(file));
    }

    /** Networks, senders and recipients as long as they are in a mail host's log; a few recipients, many senders. */
    private static Triplet triplet(int number) {
        var random = new Random(number * 7_919L);
        String network = "%d.%d.%d.0/24".formatted(random.nextInt(1, 224), random.nextInt(256), random.nextInt(256));
        String sender = Long.toString(random.nextLong(Long.MAX_VALUE), 36) + "@"
                + Integer.toString(random.nextInt(100_000), 26) + ".mail.example.net";
        return new Triplet(network, sender, "recipient" + random.nextInt(5_000) + "@example.com");
    }

    private static void tell(String what, EmbeddedStore store, int triplets, Largest largest) throws IOException {
        var random = new Random(1);
        var nanos = new long[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            Triplet triplet = triplet(random.nextInt(triplets));
            long begin = System.nanoTime();
            store.attempt(triplet, PACE);
            nanos[sample] = System.nanoTime() - begin;
            largest.look(sample);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: mean %.1f µs, median %.1f µs, 99%% %.1f µs, %s%n",
                what,
                Arrays.stream(nanos).average().orElse(0) / 1_000,
                nanos[SAMPLES / 2] / 1_000.0,
                nanos[SAMPLES * 99 / 100] / 1_000.0,
                largest);
    }

    private static void say(String remark) {
        System.out.println(remark);
    }

    private static String size(Path file) throws IOException {
        return Files.size(file) / MIB + " MiB";
    }
}
