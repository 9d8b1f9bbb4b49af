package org.miltermanager.app.analyzer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One file of the log, as it is or compressed by logrotate.
 *
 * @param path where it lies
 * @param written when it was written last
 */
record LogFile(Path path, Instant written) {
    /** Octets that tell one file from all others: the first lines have their time. */
    static final int BEGINNING = 1_024;

    private static final Pattern ROTATED = Pattern.compile("(?:\\.\\d{1,4}|-\\d{6,14})(?:\\.gz)?");
    private static final int GZIP = 0x1F8B;

    /**
     * The log and what it was called before, the oldest first.
     *
     * @throws IOException if the log itself is not there, is a directory, or cannot be looked for
     */
    static List<LogFile> withRotated(Path log) throws IOException {
        Path directory = log.toAbsolutePath().getParent();
        String name = String.valueOf(log.getFileName());
        var files = new ArrayList<LogFile>();
        try (Stream<Path> beside = Files.list(directory)) {
            for (Path file : beside.filter(other -> isRotated(other, name)).toList()) {
                files.add(of(file));
            }
        }
        if (Files.isDirectory(log)) {
            throw new IOException(log + " is a directory; expected a file");
        }
        files.sort(Comparator.comparing(LogFile::written));
        files.add(of(log));
        return files;
    }

    private static boolean isRotated(Path file, String log) {
        String name = file.getFileName().toString();
        return name.startsWith(log)
                && ROTATED.matcher(name.substring(log.length())).matches()
                && Files.isRegularFile(file);
    }

    private static LogFile of(Path file) throws IOException {
        return new LogFile(file, Files.getLastModifiedTime(file).toInstant());
    }

    /** Its text; what logrotate compressed is decompressed. */
    InputStream open() throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        raw.mark(2);
        int first = raw.read() << 8 | raw.read();
        raw.reset();
        try {
            return first == GZIP ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Whether this is the file that was read so far, under whatever name. */
    boolean is(ReadSoFar read) {
        try (InputStream text = open()) {
            byte[] beginning = text.readNBytes(read.begins());
            return read.begins() > 0
                    && beginning.length == read.begins()
                    && fingerprint(beginning).equals(read.fingerprint());
        } catch (IOException unreadable) {
            return false;
        }
    }

    static String fingerprint(byte[] beginning) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(beginning));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
