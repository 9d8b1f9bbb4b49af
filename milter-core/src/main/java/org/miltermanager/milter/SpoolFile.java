package org.miltermanager.milter;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.miltermanager.wire.Octets;

/**
 * A file that has no name any more, read by several threads. Not a channel: an interrupt of one of those that read, as of a milter whose
 * time is over, would close that for all of them.
 */
final class SpoolFile implements AutoCloseable {
    private final ReentrantLock turn = new ReentrantLock();
    private final RandomAccessFile file;
    private boolean closed;

    /** An empty file. */
    SpoolFile(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "body-", "");
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } finally {
            Files.delete(path);
        }
    }

    void write(Octets octets, long position) throws IOException {
        turn.lock();
        try {
            file.seek(position);
            octets.writeTo(file);
        } finally {
            turn.unlock();
        }
    }

    /**
     * What is there, in exactly that length.
     *
     * @throws CancellationException where the file has been {@linkplain #close closed}
     * @throws LostBody where it cannot be read for any other reason
     */
    Octets read(long position, int length) {
        var octets = new byte[length];
        turn.lock();
        try {
            if (closed) {
                throw new CancellationException("the body was given up");
            }
            file.seek(position);
            file.readFully(octets);
        } catch (EOFException end) {
            throw new LostBody(new IOException("the spool file ends before " + (position + length), end));
        } catch (IOException e) {
            throw new LostBody(e);
        } finally {
            turn.unlock();
        }
        return Octets.of(octets);
    }

    @Override
    public void close() throws IOException {
        turn.lock();
        try {
            closed = true;
            file.close();
        } finally {
            turn.unlock();
        }
    }
}
