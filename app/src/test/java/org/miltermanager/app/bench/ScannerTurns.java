package org.miltermanager.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures a scanner that is asked from inside against the milter of its package, both in a chain of their own behind a manager of their own,
 * in turns. Runs on the mail host; prints the rows of a table.
 */
public final class ScannerTurns {
    /** The class path of the program there. */
    static final String PROGRAM = "/opt/milter-manager/classes:/opt/milter-manager/lib/*";

    static final int PROCESSES = 4;

    private static final Mail SMALL = Mail.of(25, 4 * 1024);
    private static final Mail ORDINARY = Mail.of(25, 32 * 1024);

    /**
     * How much is done for one figure.
     *
     * @param mail that is sent
     * @param rounds of turns
     * @param single one turn of one session at a time
     * @param busy one turn of several at a time
     * @param warmUp messages before all of them
     */
    private record Extent(Mail mail, int rounds, Turns.Work single, Turns.Work busy, int warmUp) {
        /** Turns of seconds, for what takes milliseconds. */
        static Extent quick(Mail mail) {
            return new Extent(
                    mail,
                    Turns.ROUNDS,
                    server -> Load.during(Turns.TURN, 1, server, mail),
                    server -> Load.during(Turns.TURN, PROCESSES, server, mail),
                    2_000);
        }

        /** Turns of a few messages, and many of them: a spamd takes half a second for one, now more, now less. */
        static Extent slow(Mail mail) {
            return new Extent(
                    mail,
                    101,
                    server -> Load.of(1, 1, server, mail),
                    server -> Load.of(8, PROCESSES, server, mail),
                    100);
        }
    }

    /**
     * What is compared.
     *
     * @param name of the scanner
     * @param outside the milter of its package, as the configuration names it
     * @param inside the same from inside
     * @param headers how many both add
     */
    private record Contest(String name, String outside, String inside, int headers) {}

    private ScannerTurns() {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        measure(
                new Contest("clamd", "connect = \"unix:/run/clamav/clamav-milter.ctl\"", "use = \"clamd\"", 2),
                Extent.quick(ORDINARY));
        measure(spamd("spamd"), Extent.slow(ORDINARY));
        measure(spamd("spamd, 4 KiB"), Extent.slow(SMALL));
        measure(
                new Contest(
                        "spamd with one rule",
                        "connect = \"unix:" + OneRule.MILTER + "\"",
                        "use = \"spamd\"\nserver = \"unix:" + OneRule.SPAMD + "\"",
                        2),
                Extent.quick(ORDINARY));
    }

    private static Contest spamd(String name) {
        return new Contest(name, "connect = \"unix:/var/spool/postfix/spamass/spamass.sock\"", "use = \"spamd\"", 4);
    }

    private static void measure(Contest contest, Extent extent) throws IOException, InterruptedException {
        try (var outside = manager(contest.outside());
                var inside = manager(contest.inside())) {
            var through = new MailServer(List.of(outside.address()), contest.headers());
            var direct = new MailServer(List.of(inside.address()), contest.headers());
            Load.of(extent.warmUp(), PROCESSES, through, extent.mail());
            Load.of(extent.warmUp(), PROCESSES, direct, extent.mail());
            Turns single = Turns.take(extent.rounds(), extent.single(), through, direct, inside);
            Turns busy = Turns.take(extent.rounds(), extent.busy(), through, direct, inside);
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
