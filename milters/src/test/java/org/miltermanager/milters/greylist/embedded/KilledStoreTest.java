package org.miltermanager.milters.greylist.embedded;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.Subject;

/** A process that is killed (SIGKILL) while it writes. */
class KilledStoreTest {
    private static final Duration MAY_BE_LOST = Duration.ofSeconds(1);

    @TempDir
    private Path directory = Path.of("");

    /** Number and time of an attempt that was answered. */
    private record Answered(int number, long at) {
        static Answered of(String line) {
            String[] words = line.split(" ");
            return new Answered(Integer.parseInt(words[0]), Long.parseLong(words[1]));
        }
    }

    private List<Answered> writeAndKill(String round) throws IOException, InterruptedException {
        Path told = directory.resolve("told-" + round);
        Process writer = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.resolve("greylist").toString(),
                        round)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        while (writer.isAlive() && answered(told).size() < KilledWriter.WRITES / 2) {
            Thread.sleep(20);
        }
        writer.destroyForcibly().onExit().join();
        return answered(told);
    }

    /** The last line may be cut. */
    private static List<Answered> answered(Path told) throws IOException {
        String text = Files.readString(told);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Answered::of)
                .toList();
    }

    private Set<Subject> remembered(List<String> remarks) {
        try (var store = EmbeddedStore.open(directory.resolve("greylist"), InstantSource.system(), remarks::add)) {
            return store.list(Selection.ALL, Integer.MAX_VALUE).stream()
                    .map(Entry::subject)
                    .collect(toSet());
        }
    }

    @Test
    void losesTheLastSecondAtTheMostAndNeverTheStore() throws IOException, InterruptedException {
        for (String round : List.of("one", "two", "three")) {
            List<Answered> answered = writeAndKill(round);
            assertTrue(answered.size() < KilledWriter.WRITES, "it was killed before its end");
            long end = answered.getLast().at() - MAY_BE_LOST.toNanos();

            var remarks = new ArrayList<String>();
            Set<Subject> remembered = remembered(remarks);

            List<Answered> lost = answered.stream()
                    .filter(one -> one.at() < end)
                    .filter(one -> !remembered.contains(KilledWriter.triplet(round, one.number())))
                    .toList();
            assertEquals(List.of(), lost);
            assertEquals(List.of(), remarks);
            assertTrue(remembered.contains(KilledWriter.triplet("one", 0)));
        }
    }
}
