package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.miltermanager.fixtures.host.SystemdHost;

/**
 * Boots the mail host of the tests and lets {@link ScannerTurns} measure there: the same clamd and spamd, asked from inside, and through the
 * milters of their packages. Writes the table into the README.
 */
public final class ScannerBenchmark {
    private static final String READY =
            "ss --listening --tcp --numeric | grep -q :783 && test -S /run/clamav/clamd.ctl";
    private static final Readme README = new Readme("scanner figures", "through its milter | from inside");
    private static final int ROWS = 8;
    private static final String CLASSES = "/opt/milter-manager/";

    private ScannerBenchmark() {}

    /** The argument is the top directory of the source tree. */
    public static void main(String[] arguments) throws IOException {
        Path top = Path.of(arguments[0]);
        Path app = top.resolve("app");
        var host = SystemdHost.built("milter-manager/mailhost", app.resolve("src/test/docker/mailhost"))
                .with(Path.of(System.getProperty("java.home")), "/opt/jdk")
                .with(app.resolve("target/classes"), CLASSES + "classes")
                .with(app.resolve("target/lib"), CLASSES + "lib")
                .with(app.resolve("target/test-classes"), CLASSES + "tests")
                .with(top.resolve("test-fixtures/target/classes"), CLASSES + "fixtures")
                .nameServer("127.0.0.1")
                .readyWhen(READY);
        try (host) {
            host.boot();
            OneRule.start(host, ScannerTurns.PROCESSES);
            String section = README.section(rows(host));
            System.out.println(section);
            README.write(top.resolve("README.md"), section);
        }
    }

    private static List<String> rows(SystemdHost host) throws IOException {
        var ran = host.run(
                "/opt/jdk/bin/java",
                "-cp",
                CLASSES + "tests:" + CLASSES + "fixtures:" + ScannerTurns.PROGRAM,
                ScannerTurns.class.getName());
        List<String> rows =
                ran.output().lines().filter(line -> line.startsWith("| ")).toList();
        if (ran.exitCode() != 0 || rows.size() != ROWS) {
            throw new IOException("expected %d rows of a table, got %d and exit code %d:%n%s%s"
                    .formatted(ROWS, rows.size(), ran.exitCode(), ran.output(), ran.error()));
        }
        return rows;
    }
}
