package org.miltermanager.app.analyzer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the log from where the last run ended: through files that were renamed or compressed since, up to the one of today. */
final class LogTrail {
    private final Clock clock;
    private final Consumer<Stamped> lines;
    private final Consumer<String> warnings;
    private final Progress progress;
    private ReadSoFar read;

    /**
     * Ready to read.
     *
     * @param read how far the last run came
     * @param lines takes each line that the daemon wrote
     * @param warnings takes a sentence for each file that cannot be read
     */
    LogTrail(Clock clock, ReadSoFar read, Consumer<Stamped> lines, Consumer<String> warnings, Progress progress) {
        this.clock = clock;
        this.read = read;
        this.lines = lines;
        this.warnings = warnings;
        this.progress = progress;
    }

    /**
     * Reads what is new in a log and in the files that it was called before.
     *
     * @return how far it is read now
     * @throws IOException if the log is not there, or cannot be read; what it was called before is passed over where it cannot
     */
    ReadSoFar follow(Path log) throws IOException {
        List<LogFile> files = LogFile.withRotated(log);
        Optional<LogFile> last =
                files.reversed().stream().filter(file -> file.is(read)).findFirst();
        List<LogFile> rest = last.map(file -> files.subList(files.indexOf(file), files.size()))
                .orElse(files);
        progress.expect(rest);
        for (LogFile file : rest) {
            boolean known = last.isPresent() && file.equals(last.get());
            try {
                follow(file, known ? read.offset() : 0, last.isPresent() ? 0 : read.second());
            } catch (IOException e) {
                if (file.path().equals(log) && !(e instanceof EOFException)) {
                    throw e instanceof FileSystemException ? e : new IOException(log + ": " + e.getMessage(), e);
                }
                warnings.accept(file.path() + ": " + (e.getMessage() == null ? e : e.getMessage())
                        + "; what follows in it is passed over");
            }
            progress.finished(file);
        }
        progress.end();
        return read;
    }

    private void follow(LogFile file, long offset, long notBefore) throws IOException {
        byte[] beginning;
        try (InputStream text = file.open()) {
            beginning = text.readNBytes(LogFile.BEGINNING);
        }
        try (InputStream text = file.open()) {
            skip(text, offset);
            var reader = new Lines(text, offset);
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                Stamped.of(line.get(), file.written(), clock.getZone())
                        .filter(stamped -> stamped.second() > notBefore)
                        .ifPresent(this::take);
                progress.within(reader.offset());
            }
            remember(beginning, reader.offset());
        }
    }

    /** A log that was cut to nothing and written anew would have another beginning; one that is shorter all the same has nothing new. */
    private static void skip(InputStream text, long offset) throws IOException {
        try {
            text.skipNBytes(offset);
        } catch (EOFException shorter) {
            throw new EOFException("is shorter than when it was read last");
        }
    }

    private void take(Stamped line) {
        boolean same = line.second() == read.second();
        read = new ReadSoFar(
                read.begins(),
                read.fingerprint(),
                read.offset(),
                Math.max(read.second(), line.second()),
                same ? read.lines() + 1 : line.second() > read.second() ? 1 : read.lines());
        lines.accept(line);
    }

    private void remember(byte[] beginning, long offset) {
        int begins = (int) Math.min(beginning.length, offset);
        if (begins > 0) {
            String fingerprint = LogFile.fingerprint(Arrays.copyOf(beginning, begins));
            read = new ReadSoFar(begins, fingerprint, offset, read.second(), read.lines());
        }
    }

    /** Reads a log that is handed over from its beginning each time: lines up to the last one of the run before are passed over. */
    ReadSoFar follow(InputStream text) throws IOException {
        var reader = new Lines(text, 0);
        ReadSoFar before = read;
        int again = 0;
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            var stamped = Stamped.of(line.get(), clock.instant(), clock.getZone());
            if (stamped.isEmpty() || stamped.get().second() < before.second()) {
                continue;
            }
            boolean known = stamped.get().second() == before.second() && again++ < before.lines();
            if (!known) {
                take(stamped.get());
            }
        }
        return read;
    }
}
