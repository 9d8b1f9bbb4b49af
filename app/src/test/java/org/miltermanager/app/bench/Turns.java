package org.miltermanager.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same work done in turns by a mail server that calls the milters itself, and by one that calls the manager: whatever else the
 * machine does meanwhile disturbs both alike.
 *
 * @param direct without the manager
 * @param managed through it
 * @param cpu of the manager for each message, in milliseconds; one value for each turn
 */
record Turns(List<Load> direct, List<Load> managed, List<Double> cpu) {
    private static final int ROUNDS = 5;
    /** Long enough for what takes milliseconds. */
    static final Duration TURN = Duration.ofSeconds(3);

    static Turns take(
            Duration turn, int processes, Mail mail, MailServer alone, MailServer before, ManagerProcess manager)
            throws IOException, InterruptedException {
        var turns = new Turns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            turns.direct.add(Load.during(turn, processes, alone, mail));
            Duration cpu = manager.cpu();
            Load managed = Load.during(turn, processes, before, mail);
            turns.managed.add(managed);
            turns.cpu.add(manager.cpu().minus(cpu).toNanos() / 1e6 / managed.sessions());
        }
        return turns;
    }

    /** A row of the table: the medians of both and their ratio. */
    Row compared(String what, String unit, ToDoubleFunction<Load> figure, String goal) {
        double alone = median(direct.stream().map(figure::applyAsDouble).toList());
        double through = median(managed.stream().map(figure::applyAsDouble).toList());
        return new Row(
                what,
                "%.4g %s".formatted(alone, unit),
                "%.4g %s".formatted(through, unit),
                "%.2f".formatted(through / alone),
                goal);
    }

    double cpuPerMessage() {
        return median(cpu);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
