package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures what the manager costs, and writes the table into the README. The workload: SMTP sessions with one message each of 25 headers
 * and 32 KiB body, three milters behind unix sockets that look at everything and add a header.
 */
public final class Benchmark {
    private static final Readme README = new Readme("figures", "mail server calls the milters | through the manager");
    private static final int PROCESSES = 8;
    /** Until the compiler has little left to do: a mail server runs for weeks. */
    private static final int WARM_UP = 20_000;

    private static final int IDLE_SESSIONS = 1_000;
    private static final int LARGE_MESSAGES = 200;
    private static final int STARTS = 5;
    private static final Mail ORDINARY = Mail.of(25, 32 * 1024);
    private static final Mail LARGE = Mail.of(25, 10 * 1024 * 1024);

    private final Path launcher;
    private final HeaderMilters milters;
    private final Path directory;
    private final List<Row> rows = new ArrayList<>();

    private Benchmark(Path launcher, HeaderMilters milters, Path directory) {
        this.launcher = launcher;
        this.milters = milters;
        this.directory = directory;
    }

    /** The argument is the top directory of the source tree. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path top = Path.of(arguments[0]);
        Path launcher = top.resolve("milter-manager").toAbsolutePath();
        ManagerProcess.build(launcher);
        Path directory = Files.createTempDirectory("milter-benchmark");
        try (var milters = HeaderMilters.start(top.resolve("app/src/test/bench/header-milter.c"), directory)) {
            var rows = new Benchmark(launcher, milters, directory).run();
            String section = README.section(rows.stream().map(Row::markdown).toList());
            System.out.println(section);
            README.write(top.resolve("README.md"), section);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Row> run() throws IOException, InterruptedException {
        compare();
        idle();
        large();
        start();
        return rows;
    }

    private ManagerProcess manager() throws IOException, InterruptedException {
        return ManagerProcess.start(launcher, milters.sockets(), directory);
    }

    private static MailServer before(ManagerProcess manager) {
        return new MailServer(List.of(manager.address()), HeaderMilters.COUNT);
    }

    private void compare() throws IOException, InterruptedException {
        var alone = new MailServer(milters.addresses(), HeaderMilters.COUNT);
        try (var manager = manager()) {
            Load.of(WARM_UP, PROCESSES, before(manager), ORDINARY);
            Load.of(WARM_UP / 4, PROCESSES, alone, ORDINARY);
            Turns busy = Turns.take(
                    Turns.ROUNDS,
                    server -> Load.during(Turns.TURN, PROCESSES, server, ORDINARY),
                    alone,
                    before(manager),
                    manager);
            Turns single = Turns.take(
                    Turns.ROUNDS,
                    server -> Load.during(Turns.TURN, 1, server, ORDINARY),
                    alone,
                    before(manager),
                    manager);
            rows.add(busy.compared("throughput, 8 sessions at a time", "messages/s", Load::perSecond, "≥ 0.7"));
            rows.add(single.compared("median latency, one session", "ms", Load::medianMillis, "≤ 1.8"));
            rows.add(Row.single("CPU of the manager", "%.2f ms/message".formatted(busy.cpuPerMessage()), ""));
        }
    }

    private void idle() throws IOException, InterruptedException {
        var sessions = new ArrayList<List<MilterLine>>();
        try (var manager = manager()) {
            for (int i = 0; i < IDLE_SESSIONS; i++) {
                sessions.add(before(manager).idle(ORDINARY));
            }
            Thread.sleep(Duration.ofSeconds(1));
            rows.add(Row.single(
                    "memory (RSS) with 1,000 idle sessions", "%.0f MiB".formatted(manager.residentMib()), "< 250 MiB"));
            for (List<MilterLine> session : sessions) {
                MailServer.close(session);
            }
        }
    }

    private void large() throws IOException, InterruptedException {
        try (var manager = manager()) {
            Load load = Load.of(LARGE_MESSAGES, PROCESSES, before(manager), LARGE);
            rows.add(Row.single(
                    "200 messages of 10 MiB, 8 at a time, heap of 128 MiB",
                    "all, %.0f s; RSS %.0f MiB".formatted(load.took().toMillis() / 1e3, manager.residentMib()),
                    "all"));
        }
    }

    private void start() throws IOException, InterruptedException {
        var starts = new ArrayList<Duration>();
        for (int i = 0; i < STARTS; i++) {
            try (var manager = manager()) {
                starts.add(manager.start());
            }
        }
        Duration median = starts.stream().sorted().toList().get(STARTS / 2);
        rows.add(Row.single("from start to accepting", "%.2f s".formatted(median.toMillis() / 1e3), "< 1 s"));
    }
}
