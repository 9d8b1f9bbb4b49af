package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures a scanner that is asked from inside against the milter of its package, both in a chain of their own behind a manager of their own,
 * in turns. Runs on the mail host; prints the rows of a table.
 */
public final class ScannerTurns {
    /** The class path of the program there. */
    static final String PROGRAM = "/opt/milter-manager/classes:/opt/milter-manager/lib/*";

    private static final Mail ORDINARY = Mail.of(25, 32 * 1024);
    private static final int WARM_UP = 2_000;
    private static final int WARM_UP_OF_SPAMD = 100;
    static final int PROCESSES = 4;

    /** Its rules take more than half a second for a message. */
    private static final Duration TURN_OF_SPAMD = Duration.ofSeconds(16);

    /**
     * What is compared.
     *
     * @param name of the scanner
     * @param outside the milter of its package, as the configuration names it
     * @param headersOutside how many it adds
     * @param inside the same from inside
     * @param headersInside how many that adds
     * @param turn how long each of the two is measured at a time
     */
    private record Contest(
            String name, String outside, int headersOutside, String inside, int headersInside, Duration turn) {}

    private ScannerTurns() {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        measure(
                new Contest(
                        "clamd",
                        "connect = \"unix:/run/clamav/clamav-milter.ctl\"",
                        2,
                        "use = \"clamd\"",
                        2,
                        Turns.TURN),
                WARM_UP);
        measure(
                new Contest(
                        "spamd",
                        "connect = \"unix:/var/spool/postfix/spamass/spamass.sock\"",
                        4,
                        "use = \"spamd\"",
                        4,
                        TURN_OF_SPAMD),
                WARM_UP_OF_SPAMD);
        measure(
                new Contest(
                        "spamd with one rule",
                        "connect = \"unix:" + OneRule.MILTER + "\"",
                        2,
                        "use = \"spamd\"\nserver = \"unix:" + OneRule.SPAMD + "\"",
                        2,
                        Turns.TURN),
                WARM_UP);
    }

    private static void measure(Contest contest, int warmUp) throws IOException, InterruptedException {
        try (var outside = manager(contest.outside());
                var inside = manager(contest.inside())) {
            var through = new MailServer(List.of(outside.address()), contest.headersOutside());
            var direct = new MailServer(List.of(inside.address()), contest.headersInside());
            Load.of(warmUp, PROCESSES, through, ORDINARY);
            Load.of(warmUp, PROCESSES, direct, ORDINARY);
            Turns single = Turns.take(contest.turn(), 1, ORDINARY, through, direct, inside);
            Turns busy = Turns.take(contest.turn(), PROCESSES, ORDINARY, through, direct, inside);
            print(single.compared(contest.name() + ", median latency, one session", "ms", Load::medianMillis, "< 1"));
            print(busy.compared(
                    contest.name() + ", throughput, 4 sessions at a time", "messages/s", Load::perSecond, "> 1"));
        }
    }

    private static void print(Row row) {
        System.out.println(row.markdown());
    }

    private static ManagerProcess manager(String keys) throws IOException, InterruptedException {
        return ManagerProcess.start(
                List.of(
                        "/opt/jdk/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        PROGRAM,
                        "org.miltermanager.app.Main"),
                "[[milter]]\nname = \"scanner\"\n" + keys + "\n",
                Files.createTempDirectory(Path.of("/tmp"), "manager-"));
    }
}
