package org.miltermanager.milters.greylist.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milters.greylist.store.StoreLost;

/**
 * A store's file, which is opened again after it failed: the library gives a file up for good at the first write that fails, be it for a disk
 * that is full for a minute. Safe for use by any thread.
 */
final class Reopened {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What no second look at the same file would heal. */
    private static final Set<Integer> DAMAGE = Set.of(
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_CHUNK_NOT_FOUND);

    private final Optional<Path> path;
    private final Supplier<StoreFile> opener;
    private final Consumer<String> remarks;
    private volatile @Nullable StoreFile file;
    private volatile boolean closed;
    private long opened;

    /**
     * Opens it for the first time.
     *
     * @param path empty: a store in memory
     */
    Reopened(Optional<Path> path, Supplier<StoreFile> opener, Consumer<String> remarks) {
        this.path = path;
        this.opener = opener;
        this.remarks = remarks;
        this.file = open();
    }

    private StoreFile open() {
        opened = System.nanoTime();
        return opener.get();
    }

    /** @throws StoreLost if it fails */
    <T> T use(Function<StoreFile, T> action) {
        return guarded(present -> present.use(action));
    }

    /**
     * Keeps the file small.
     *
     * @throws StoreLost if it fails
     */
    void tidyUp() {
        guarded(present -> {
            present.tidyUp();
            return true;
        });
    }

    private <T> T guarded(Function<StoreFile, T> action) {
        StoreFile present = present();
        try {
            return action.apply(present);
        } catch (RuntimeException failure) {
            give(present, failure);
            throw new StoreLost(this + ": " + reason(failure), failure);
        }
    }

    private StoreFile present() {
        StoreFile present = file;
        return present != null ? present : reopened();
    }

    private synchronized StoreFile reopened() {
        StoreFile present = file;
        if (present == null) {
            if (closed || System.nanoTime() - opened < PAUSE.toNanos()) {
                throw new StoreLost(this + " failed, and is " + (closed ? "closed" : "tried again in some seconds"));
            }
            present = open();
            remarks.accept(this + " is open again");
            file = present;
        }
        return present;
    }

    private synchronized void give(StoreFile failed, RuntimeException failure) {
        if (!failed.equals(file) || closed) {
            return;
        }
        file = null;
        failed.store().closeImmediately();
        boolean damaged = !(failure instanceof MVStoreException known) || DAMAGE.contains(known.getErrorCode());
        remarks.accept(
                (damaged ? path.map(StoreFile::aside).orElse("greylist") : this) + " failed: " + reason(failure));
    }

    /** The library says what it could not do, and only as the cause why: that the disk is full. */
    private static String reason(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.equals(failure)
                ? String.valueOf(failure.getMessage())
                : cause.getMessage() + " (" + failure.getMessage() + ")";
    }

    synchronized void close() {
        closed = true;
        StoreFile present = file;
        file = null;
        if (present != null) {
            try {
                present.close();
            } catch (MVStoreException failure) {
                remarks.accept(this + " cannot be closed in order: " + failure.getMessage());
            }
        }
    }

    @Override
    public String toString() {
        return path.map(Path::toString).orElse("greylist in memory");
    }
}
