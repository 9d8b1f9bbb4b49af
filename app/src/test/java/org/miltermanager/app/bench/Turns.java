package org.miltermanager.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same work done in turns by a mail server that calls the milters itself, and by one that calls the manager: whatever else the
 * machine does meanwhile disturbs neighbours alike, so these are what is compared.
 *
 * @param direct without the manager
 * @param managed through it; each the neighbour of the one at the same place in {@code direct}
 * @param cpu of the manager for each message, in milliseconds; one value for each turn
 */
record Turns(List<Load> direct, List<Load> managed, List<Double> cpu) {
    /** Enough of them where a turn is long. */
    static final int ROUNDS = 7;
    /** Long enough for what takes milliseconds. */
    static final Duration TURN = Duration.ofSeconds(3);

    /** What is done in one turn. */
    @FunctionalInterface
    interface Work {
        Load by(MailServer server) throws IOException, InterruptedException;
    }

    /** Both go first in every second round. */
    static Turns take(int rounds, Work work, MailServer alone, MailServer before, ManagerProcess manager)
            throws IOException, InterruptedException {
        var turns = new Turns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                turns.direct.add(work.by(alone));
            }
            Duration cpu = manager.cpu();
            Load managed = work.by(before);
            turns.managed.add(managed);
            turns.cpu.add(manager.cpu().minus(cpu).toNanos() / 1e6 / managed.sessions());
            if (round % 2 != 0) {
                turns.direct.add(work.by(alone));
            }
        }
        return turns;
    }

    /** A row of the table: the medians of both, and the median of their ratios with the interval that holds it 19 times of 20. */
    Row compared(String what, String unit, ToDoubleFunction<Load> figure, String goal) {
        List<Double> alone = direct.stream().map(figure::applyAsDouble).toList();
        List<Double> through = managed.stream().map(figure::applyAsDouble).toList();
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < alone.size(); round++) {
            ratios.add(through.get(round) / alone.get(round));
        }
        int outside = (int) Math.max(0, ratios.size() / 2.0 - 0.98 * Math.sqrt(ratios.size()));
        List<Double> sorted = ratios.stream().sorted().toList();
        return new Row(
                what,
                "%.4g %s".formatted(median(alone), unit),
                "%.4g %s".formatted(median(through), unit),
                "%.2f (%.2f to %.2f)"
                        .formatted(
                                median(ratios),
                                sorted.get(outside),
                                sorted.reversed().get(outside)),
                goal);
    }

    double cpuPerMessage() {
        return median(cpu);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
