package org.miltermanager.app.bench;

import java.nio.file.Path;
import org.miltermanager.fixtures.host.SystemdHost;

/**
 * Boots the mail host of the tests and lets {@link ScannerTurns} measure there: the same clamd and spamd, asked from inside, and through the
 * milters of their packages.
 */
public final class ScannerBenchmark {
    private static final String READY =
            "ss --listening --tcp --numeric | grep -q :783 && test -S /run/clamav/clamd.ctl";
    private static final String CLASSES = "/opt/milter-manager/";

    private ScannerBenchmark() {}

    /** The argument is the top directory of the source tree. */
    public static void main(String[] arguments) {
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
            var ran = host.run(
                    "/opt/jdk/bin/java",
                    "-cp",
                    CLASSES + "tests:" + CLASSES + "fixtures:" + ScannerTurns.PROGRAM,
                    ScannerTurns.class.getName());
            System.out.println(ran.output() + ran.error());
        }
    }
}
