package org.miltermanager.app.analyzer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * One run: reads what is new in the log, remembers it, draws.
 *
 * @param directory of the pages and of the history
 * @param clock what counts as now, and the zone of the log
 * @param warnings takes a sentence for each thing that could not be used
 */
public record LogAnalysis(Path directory, Clock clock, Consumer<String> warnings) {
    private static final String HISTORY = "milter-manager.history";

    /** How to read on. */
    @FunctionalInterface
    private interface Reading {
        ReadSoFar from(LogTrail trail) throws IOException;
    }

    /**
     * Reads the log and the files that it was called before.
     *
     * @throws IOException if the log cannot be read, or the directory not be written; the message says which
     */
    public void follow(Path log, Progress progress) throws IOException {
        run(trail -> trail.follow(log), progress);
    }

    /** Reads a log that is handed over from its beginning each time; as {@link #follow(Path, Progress)}. */
    public void follow(InputStream log, Progress progress) throws IOException {
        run(trail -> trail.follow(log), progress);
    }

    /** Draws what is known, and reads nothing. */
    public void draw() throws IOException {
        new Pages(stored().history(), directory, clock).write();
    }

    private void run(Reading reading, Progress progress) throws IOException {
        Files.createDirectories(directory);
        Path lock = directory.resolve(HISTORY + ".lock");
        try (var channel = FileChannel.open(
                        lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                var held = channel.tryLock()) {
            if (held == null) {
                throw new IOException(directory + ": another run is at work there; it will be done soon");
            }
            HistoryFile before = stored();
            var tally = new Tally(before.history());
            var trail = new LogTrail(clock, before.read(), tally::take, warnings, progress);
            new HistoryFile(before.history(), reading.from(trail)).write(directory.resolve(HISTORY));
            new Pages(before.history(), directory, clock).write();
        }
    }

    private HistoryFile stored() throws IOException {
        Path file = directory.resolve(HISTORY);
        try {
            return HistoryFile.read(file);
        } catch (NoSuchFileException _) {
            return new HistoryFile(new History(), ReadSoFar.NOTHING);
        } catch (IOException e) {
            Path aside = directory.resolve(HISTORY + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept(file + " " + e.getMessage() + ": it is " + aside + " now, and counting begins anew");
            return new HistoryFile(new History(), ReadSoFar.NOTHING);
        }
    }
}
