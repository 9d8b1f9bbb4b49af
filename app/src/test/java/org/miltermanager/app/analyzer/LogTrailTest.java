package org.miltermanager.app.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each run reads only what is new. */
class LogTrailTest extends AnalyzedLog {
    @Test
    void inAFileThatGrows() throws IOException {
        append(message("a", "", "pass"));
        run();
        append(message("b", "", "reject"));
        Files.writeString(
                log(),
                "2026-11-21T11:59:00+00:00 mx milter-manager[7]: session=c verdict=rej",
                StandardOpenOption.APPEND);
        run();
        Files.writeString(log(), "ect\n", StandardOpenOption.APPEND);
        run();
        run();

        assertEquals(Map.of("VERDICTS pass", 1.0, "VERDICTS reject", 2.0), counted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"milters=", "milters=\"", "milters=\"\"", "milters=m", "milters=\"m=pass/1ms"})
    void thoughALineIsDamaged(String milters) throws IOException {
        append("session=a " + milters + " verdict=pass", "session=b verdict=pass " + milters);
        run();
        append(message("c", "", "reject"));
        run();

        assertEquals(1.0, counted().get("VERDICTS reject"));
    }

    @Test
    void inFilesThatWereRenamedAndCompressedSince() throws IOException {
        append(message("a", "", "pass"));
        run();
        append(message("b", "", "reject"));
        try (var out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("mail.log.2.gz")))) {
            out.write(Files.readAllBytes(log()));
        }
        Files.setLastModifiedTime(directory.resolve("mail.log.2.gz"), FileTime.from(NOW.minus(Duration.ofDays(2))));
        Files.delete(log());
        append(message("c", "", "discard"));
        Files.move(log(), directory.resolve("mail.log.1"));
        Files.setLastModifiedTime(directory.resolve("mail.log.1"), FileTime.from(NOW.minus(Duration.ofDays(1))));
        append(message("d", "", "abort"));
        run();

        assertEquals(
                Map.of(
                        "VERDICTS pass", 1.0,
                        "VERDICTS reject", 1.0,
                        "VERDICTS discard", 1.0,
                        "VERDICTS abort", 1.0),
                counted());
    }

    @Test
    void ofALogThatIsHandedOverFromItsBeginningEachTime() throws IOException {
        append(message("a", "", "pass"), message("b", "", "pass"));
        analysis().follow(new ByteArrayInputStream(Files.readAllBytes(log())), unseen());
        append(message("c", "", "reject"));
        analysis().follow(new ByteArrayInputStream(Files.readAllBytes(log())), unseen());

        assertEquals(Map.of("VERDICTS pass", 2.0, "VERDICTS reject", 1.0), counted());
    }

    @Test
    void unlessItIsADirectory() throws IOException {
        Files.createDirectory(log());

        var refused = assertThrows(IOException.class, this::run);

        assertEquals(log() + " is a directory; expected a file", refused.getMessage());
    }

    @Test
    void unlessItCannotBeRead() throws IOException {
        Files.createSymbolicLink(log(), Path.of("/proc/self/mem"));

        var refused = assertThrows(IOException.class, this::run);

        assertEquals(log() + ": Input/output error", refused.getMessage());
    }

    @Test
    void whenTheFileIsLost() throws IOException {
        append(message("a", "", "pass"));
        run();
        Files.delete(log());
        append("a first line that is another one", message("a", "", "pass"));
        Files.writeString(
                log(),
                "2026-11-21T11:59:30Z mx milter-manager: " + message("b", "", "reject") + "\n",
                StandardOpenOption.APPEND);
        run();

        assertEquals(Map.of("VERDICTS pass", 1.0, "VERDICTS reject", 1.0), counted());
    }

    @Test
    void anyOctetsInTheLogAreReadAndTheHistoryStaysBounded() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            String line =
                    "2026-11-21T11:59:00Z mx milter-manager[7]: " + message("s" + i, "m" + i + "=pass/1ms", "pass");
            int cut = random.nextInt(line.length());
            text.append(line, 0, cut)
                    .append((char) random.nextInt(256))
                    .append(line.substring(cut))
                    .append('\n');
        }
        text.append("[".repeat(1_000_000))
                .append("\nsession=")
                .append("a=\"\\".repeat(10_000))
                .append("\nsession=\"")
                .append("\\x".repeat(30_000))
                .append('\n');
        Files.writeString(log(), text, StandardCharsets.ISO_8859_1);

        run();

        var history = HistoryFile.read(directory.resolve("pages/milter-manager.history"))
                .history();
        assertTrue(
                history.milters().size() <= 64,
                "seed " + seed + ": " + history.milters().size());
        assertTrue(counted().getOrDefault("VERDICTS pass", 0.0) > 1_000, "seed " + seed);
    }
}
