package org.miltermanager.milter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Octets;

/**
 * A body that is written once and read by each milter: in memory up to a limit, beyond that in a file that has no name any more, so that
 * nothing of a message is left behind whatever happens. Written by one thread; afterwards any number may read.
 */
public final class BodySpool implements AutoCloseable {
    private final Path directory;
    private final long inMemory;
    private final long max;
    private final List<Octets> parts = new ArrayList<>();
    private @Nullable FileChannel file;
    private long size;

    /**
     * An empty body.
     *
     * @param directory where a large body is kept
     * @param inMemory octets that are kept in memory at the most
     * @param max octets that are kept at all
     */
    public BodySpool(Path directory, long inMemory, long max) {
        this.directory = directory;
        this.inMemory = inMemory;
        this.max = max;
    }

    /**
     * Adds a part, of any length.
     *
     * @throws UncheckedIOException if the body becomes too large or the disk refuses; what was written before can still be read
     */
    public void append(Octets part) {
        if (part.isEmpty()) {
            return;
        }
        try {
            if (size + part.length() > max) {
                throw new IOException("more than " + max + " octets");
            }
            if (file == null && size + part.length() > inMemory) {
                file = moveToFile();
            }
            if (file == null) {
                parts.add(part);
            } else {
                write(file, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the body in " + directory + ": " + e.getMessage(), e);
        }
        size += part.length();
    }

    private FileChannel moveToFile() throws IOException {
        Path path = Files.createTempFile(directory, "body-", "");
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        for (Octets part : parts) {
            write(opened, part);
        }
        parts.clear();
        return opened;
    }

    private static void write(FileChannel to, Octets part) throws IOException {
        ByteBuffer buffer = part.buffer();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    /** Octets so far. */
    public long size() {
        return size;
    }

    /** The body in parts of exactly {@link Message#CHUNK} octets and a last one of the rest. */
    public Iterable<Octets> chunks() {
        FileChannel from = file;
        return from == null ? MemoryChunks::new : () -> new FileChunks(from);
    }

    /** Forgets the body. May be called again. */
    @Override
    public void close() {
        parts.clear();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class MemoryChunks implements Iterator<Octets> {
        private int part;
        private int offset;
        private long left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Octets next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int length = (int) Math.min(left, Message.CHUNK);
            left -= length;
            if (offset == 0 && parts.get(part).length() == length) {
                return parts.get(part++);
            }
            return Octets.of(collect(new byte[length]));
        }

        private byte[] collect(byte[] chunk) {
            int filled = 0;
            while (filled < chunk.length) {
                Octets current = parts.get(part);
                int count = Math.min(chunk.length - filled, current.length() - offset);
                current.copyTo(offset, chunk, filled, count);
                filled += count;
                offset += count;
                if (offset == current.length()) {
                    part++;
                    offset = 0;
                }
            }
            return chunk;
        }
    }

    private final class FileChunks implements Iterator<Octets> {
        private final FileChannel from;
        private long position;

        private FileChunks(FileChannel from) {
            this.from = from;
        }

        @Override
        public boolean hasNext() {
            return position < size;
        }

        @Override
        public Octets next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var buffer = ByteBuffer.allocate((int) Math.min(size - position, Message.CHUNK));
            try {
                while (buffer.hasRemaining()) {
                    if (from.read(buffer, position + buffer.position()) < 0) {
                        throw new IOException("the spool file ends at " + position + " of " + size);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            position += buffer.capacity();
            return Octets.of(buffer.array());
        }
    }
}
