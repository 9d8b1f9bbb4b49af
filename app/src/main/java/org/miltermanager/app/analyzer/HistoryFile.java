package org.miltermanager.app.analyzer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A history on disk. The file is always whole: it is written anew beside the old one, brought to the disk, and takes its name; a crash
 * leaves the one or the other. Its checksum tells a file that something else has damaged.
 *
 * @param history what was counted
 * @param read how far the log was read for it
 */
record HistoryFile(History history, ReadSoFar read) {
    /** For each milter and for all mail: some nine verdicts and some twenty findings. */
    private static final int MOST_SERIES = 32 * (History.MOST_MILTERS + 1);

    private static final long MAGIC = 0x6D6D_6869_7374_3031L; // "mmhist01"

    /** @throws IOException if it cannot be read or is not such a file; the message says which */
    static HistoryFile read(Path file) throws IOException {
        var sum = new CRC32();
        try (var in =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum))) {
            if (in.readLong() != MAGIC) {
                throw new StreamCorruptedException("is not a history of milter-manager");
            }
            var read = new ReadSoFar(in.readInt(), in.readUTF(), in.readLong(), in.readLong(), in.readInt());
            var history = new History();
            int series = in.readInt();
            if (series < 0 || series > MOST_SERIES) {
                throw new StreamCorruptedException("is damaged");
            }
            for (int i = 0; i < series; i++) {
                history.put(series(in), rings(in));
            }
            long expected = sum.getValue();
            if (in.readLong() != expected) {
                throw new StreamCorruptedException("is damaged: its checksum is wrong");
            }
            return new HistoryFile(history, read);
        }
    }

    private static Series series(DataInputStream in) throws IOException {
        String graph = in.readUTF();
        try {
            return new Series(Series.Graph.valueOf(graph), in.readUTF(), in.readUTF());
        } catch (IllegalArgumentException e) {
            throw (IOException) new StreamCorruptedException("is damaged").initCause(e);
        }
    }

    private static Map<Period, Ring> rings(DataInputStream in) throws IOException {
        var rings = new EnumMap<Period, Ring>(Period.class);
        for (Period period : Period.values()) {
            long newest = in.readLong();
            var slots = new double[period.slots()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = in.readDouble();
            }
            if (newest < 0) {
                throw new StreamCorruptedException("is damaged");
            }
            rings.put(period, new Ring(period, slots, newest));
        }
        return rings;
    }

    void write(Path file) throws IOException {
        var octets = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new BufferedOutputStream(octets))) {
            out.writeLong(MAGIC);
            out.writeInt(read.begins());
            out.writeUTF(read.fingerprint());
            out.writeLong(read.offset());
            out.writeLong(read.second());
            out.writeInt(read.lines());
            out.writeInt(history.series().size());
            for (Series series : history.series()) {
                write(out, series);
            }
        }
        var sum = new CRC32();
        sum.update(octets.toByteArray());
        new DataOutputStream(octets).writeLong(sum.getValue());
        replace(file, octets.toByteArray());
    }

    private void write(DataOutputStream out, Series series) throws IOException {
        out.writeUTF(series.graph().name());
        out.writeUTF(series.milter());
        out.writeUTF(series.item());
        for (Period period : Period.values()) {
            Ring ring = history.ring(series, period).orElseThrow();
            out.writeLong(ring.newest());
            for (double slot : ring.slots()) {
                out.writeDouble(slot);
            }
        }
    }

    /**
     * Puts a file in the place of another, so that at every moment there is a whole one. What lies beside it may be a link that the directory's
     * owner put there, to any file of the host.
     */
    static void replace(Path file, byte[] octets) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(octets);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
