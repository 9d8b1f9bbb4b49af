package org.miltermanager.milters.greylist.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.milters.greylist.store.Subject;

/**
 * The file of a store, opened.
 *
 * @param store to be closed at the end
 * @param map what is in it
 */
record StoreFile(MVStore store, MVMap<byte[], Memory> map) implements Attempt.Memories {
    /** Half of what may be lost: the library looks whether it is time ten times in this time. */
    private static final Duration COMMIT = Duration.ofMillis(500);

    /** In KiB; beyond it a commit does not wait for its time. */
    private static final int UNSAVED = 16 << 10;

    /**
     * In octets of memory; on disk a quarter of it. Each commit writes the pages anew that attempts have changed, and those are all over the
     * tree; but small ones are badly compressed.
     */
    private static final int PAGE = 12 << 10;

    /** For how long pages are kept that have been written anew: longer than a disk takes to write what it was given. */
    private static final Duration RETENTION = Duration.ofSeconds(1);

    /** In MiB. */
    private static final int CACHE = 16;

    /** In octets; a smaller file is left to the library, which tidies up only when nobody writes. */
    private static final long SMALL = 32 << 20;

    /** In percent: how much of what is written shall be in use, and how much of the file shall be written. */
    private static final int IN_USE = 60;

    private static final int WRITTEN = 70;

    /** In octets: how much one step of tidying up writes anew at the most. */
    private static final int STEP = 8 << 20;

    /** Of what is in the file. Before it, keys were texts. */
    private static final int FORMAT = 1;

    private static final String SUBJECTS = "subjects";
    private static final String TEXTS = "greylist";

    private static final String OWNER_ALONE = "rw-------";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Opens the file, made anew where it is not there. One that cannot be read is put aside.
     *
     * @param remarks is told of that
     * @throws StoreLost if it is not ours to open, or in use
     */
    static StoreFile open(Path path, Consumer<String> remarks) {
        prepare(path);
        try {
            return unlocked(path);
        } catch (MVStoreException damaged) {
            remarks.accept(aside(path) + " could not be read, begins empty: " + damaged.getMessage());
            prepare(path);
            return unlocked(path);
        }
    }

    /**
     * Opens a file that is there; one that cannot be read stays where it is.
     *
     * @throws StoreLost if that is impossible
     */
    static StoreFile visit(Path path) {
        requireAccess(path);
        try {
            return unlocked(path);
        } catch (MVStoreException damaged) {
            throw new StoreLost(
                    path + " cannot be read, the daemon puts it aside when it starts: " + damaged.getMessage());
        }
    }

    private static StoreFile unlocked(Path path) {
        try {
            return opened(path);
        } catch (MVStoreException failure) {
            if (failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new StoreLost(
                        path + " is in use by another process: is a second milter-manager running?", failure);
            }
            throw failure;
        }
    }

    /** Without a file. */
    static StoreFile inMemory() {
        return of(new MVStore.Builder().open());
    }

    private static StoreFile opened(Path path) {
        var store = new MVStore.Builder()
                .fileName(path.toString())
                .compress()
                .cacheSize(CACHE)
                .pageSplitSize(PAGE)
                .autoCommitBufferSize(UNSAVED)
                .open();
        try {
            store.setAutoCommitDelay((int) COMMIT.toMillis());
            store.setRetentionTime((int) RETENTION.toMillis());
            return of(store);
        } catch (MVStoreException damaged) {
            store.closeImmediately();
            throw damaged;
        }
    }

    private static StoreFile of(MVStore store) {
        int format = store.getStoreVersion();
        if (format > FORMAT) {
            String path = store.getFileStore().getFileName();
            store.closeImmediately();
            throw new StoreLost(path + " has format " + format + ", expected " + FORMAT
                    + " at the most: a later version of milter-manager has written it; use that one, or another file");
        }
        store.setStoreVersion(FORMAT);
        var types = new MVMap.Builder<byte[], Memory>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(new MemoryType());
        var file = new StoreFile(store, store.openMap(SUBJECTS, types));
        file.takeOver();
        return file;
    }

    /** What a version before this one has remembered. */
    private void takeOver() {
        if (store.hasMap(TEXTS)) {
            MVMap<String, Memory> texts = store.openMap(
                    TEXTS,
                    new MVMap.Builder<String, Memory>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(new MemoryType()));
            texts.forEach((key, memory) -> Subject.ofKey(key).ifPresent(subject -> set(subject, memory)));
            store.removeMap(texts);
        }
    }

    @Override
    public Optional<Memory> of(Subject subject) {
        return Optional.ofNullable(map.get(KeyOctets.of(subject)));
    }

    @Override
    public void set(Subject subject, Memory memory) {
        map.put(KeyOctets.of(subject), memory);
    }

    void remove(Subject subject) {
        map.remove(KeyOctets.of(subject));
    }

    /** Does something with the present state of the file, of which no page goes meanwhile. */
    <T> T use(Function<StoreFile, T> action) {
        var held = store.registerVersionUsage();
        try {
            return action.apply(this);
        } finally {
            store.deregisterVersionUsage(held);
        }
    }

    /** Some entries behind a key, in the order of keys; none at the end. */
    List<Map.Entry<byte[], Memory>> after(byte[] key, int most) {
        Cursor<byte[], Memory> cursor = map.cursor(key);
        var entries = new ArrayList<Map.Entry<byte[], Memory>>();
        while (entries.size() < most && cursor.hasNext()) {
            byte[] next = cursor.next();
            if (!Arrays.equals(next, key)) {
                entries.add(Map.entry(next, cursor.getValue()));
            }
        }
        return entries;
    }

    /**
     * A step of it: writes what is in use of old parts of the file anew, and moves the parts at its end to where space has become free. The
     * library does so by itself where nobody writes, and a mail host always writes.
     */
    void tidyUp() {
        if (store.getFileStore() instanceof RandomAccessStore disk && disk.size() > SMALL) {
            store.compact(IN_USE, STEP);
            disk.compactMoveChunks(WRITTEN, STEP, store);
        }
    }

    /** Without tidying up: who ends the program waits for it, and the next start goes on with that. */
    void close() {
        store.close();
    }

    /** In octets; 0 in memory. */
    long size() {
        return store.getFileStore() == null ? 0 : store.getFileStore().size();
    }

    /** It tells who writes to whom: nobody else may read it. */
    private static void prepare(Path path) {
        try {
            Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(path));
            if (Files.notExists(path)) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
            }
        } catch (IOException e) {
            throw new StoreLost(
                    path + " cannot be made: " + e + "; may the user of this process" + " write to its directory?", e);
        }
        requireAccess(path);
    }

    private static void requireAccess(Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
            throw new StoreLost(path + " is no file that the user of this process may read and write");
        }
    }

    /** Gives a file another name, so that somebody can look at it. */
    static String aside(Path path) {
        Path other = path.resolveSibling(path.getFileName() + ".broken-" + STAMP.format(Instant.now()));
        try {
            Files.move(path, other);
            return path + " (now " + other + ")";
        } catch (IOException e) {
            throw new StoreLost(path + " cannot be read, nor renamed to " + other + ": " + e, e);
        }
    }
}
