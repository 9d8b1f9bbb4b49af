package org.miltermanager.milter;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Octets;

/**
 * A body that is written once and read by each milter: in memory up to a limit and while there is room, what is beyond that in a file that has no name any more, so
 * that nothing of a message is left behind whatever happens. Written by one thread. Any number of threads may read it when it is complete,
 * and {@linkplain #arriving as it arrives}.
 */
public final class BodySpool implements AutoCloseable {
    private static final int CHUNK = Message.CHUNK;

    private final Path directory;
    private final long inMemory;
    private final long max;
    private final MessageMemory shared;
    private final List<Octets> memory = new CopyOnWriteArrayList<>();
    private final Tail tail = new Tail();
    private long taken;
    private volatile @Nullable SpoolFile file;
    private final AtomicLong filled = new AtomicLong();
    private volatile boolean complete;
    private volatile CompletableFuture<@Nullable Void> news = new CompletableFuture<>();

    /**
     * An empty body.
     *
     * @param directory where what is beyond that limit is kept
     * @param inMemory octets of whole chunks that are kept in memory at the most; the last chunk always is
     * @param max octets that are kept at all
     * @param shared where whole chunks that are kept in memory find room
     */
    public BodySpool(Path directory, long inMemory, long max, MessageMemory shared) {
        this.directory = directory;
        this.inMemory = inMemory;
        this.max = max;
        this.shared = shared;
    }

    /**
     * Adds a part, of any length.
     *
     * @throws UncheckedIOException if the body becomes too large or the disk refuses; what was written before can still be read
     */
    public void append(Octets part) {
        try {
            if (size() + part.length() > max) {
                throw new IOException("more than " + max + " octets");
            }
            for (int taken = 0; taken < part.length(); ) {
                if (tail.length() == CHUNK) {
                    store(tail.octets());
                }
                taken += tail.append(part, taken);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the body in " + directory + ": " + reason(e), e);
        }
    }

    /** Java names the file, which nobody knows, and leaves the reason to the exception's class. */
    private String reason(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "there is no such directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> String.valueOf(trouble.getMessage());
        };
    }

    private void store(Octets chunk) throws IOException {
        if (file == null && (memory.size() + 1L) * CHUNK <= inMemory && shared.takeSpare(CHUNK)) {
            taken += CHUNK;
            memory.add(chunk);
        } else {
            write(chunk);
        }
        tail.clear();
        filled.incrementAndGet();
        tellReaders();
    }

    private void write(Octets chunk) throws IOException {
        SpoolFile to = file;
        if (to == null) {
            to = new SpoolFile(directory);
            file = to;
        }
        to.write(chunk, (filled.get() - memory.size()) * CHUNK);
    }

    /** Everything has arrived. Nothing is appended after it. May be called again. */
    public void complete() {
        complete = true;
        tellReaders();
    }

    /** Readers look again what there is when the news that they have seen before are old. */
    private void tellReaders() {
        CompletableFuture<@Nullable Void> old = news;
        news = new CompletableFuture<>();
        old.complete(null);
    }

    /** Octets so far. For the thread that writes, and when the body is complete. */
    public long size() {
        return filled.get() * CHUNK + tail.length();
    }

    /**
     * What there is of the body, in parts of exactly {@link Message#CHUNK} octets and a last one of the rest. For the thread that writes, and
     * when the body is complete.
     */
    public Iterable<Octets> chunks() {
        long parts = filled.get() + (tail.length() > 0 ? 1 : 0);
        return () -> new Chunks() {
            @Override
            public boolean hasNext() {
                return position() < parts;
            }
        };
    }

    /**
     * The body in the same parts, for another thread than the one that writes: it waits for each until it has arrived. Where the body is
     * closed before it is complete, reading ends with {@link CancellationException}.
     */
    public Iterable<Octets> arriving() {
        return () -> new Chunks() {
            @Override
            public boolean hasNext() {
                return awaits(position());
            }
        };
    }

    /** @return true as soon as that chunk is there; false where there will be none */
    private boolean awaits(long chunk) {
        while (true) {
            CompletableFuture<@Nullable Void> next = news;
            boolean all = complete; // before the number of chunks, which may grow until then
            long there = filled.get();
            if (chunk < there) {
                return true;
            }
            if (all) {
                return chunk == there && tail.length() > 0;
            }
            next.join();
        }
    }

    private Octets chunk(long number) {
        if (number == filled.get()) {
            return tail.octets();
        }
        return number < memory.size()
                ? memory.get((int) number)
                : requireNonNull(file).read((number - memory.size()) * CHUNK, CHUNK);
    }

    /** Forgets the body. May be called again. */
    @Override
    public void close() {
        news.cancel(false);
        shared.give(taken);
        taken = 0;
        SpoolFile open = file;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private abstract class Chunks implements Iterator<Octets> {
        private long position;

        long position() {
            return position;
        }

        @Override
        public Octets next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return chunk(position++);
        }
    }
}
