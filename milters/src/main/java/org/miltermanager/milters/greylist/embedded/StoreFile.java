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
import org.h2.mvstore.type.StringDataType;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.StoreLost;

/**
 * The file of a store, opened.
 *
 * @param store to be closed at the end
 * @param map what is in it
 */
record StoreFile(MVStore store, MVMap<String, Memory> map) {
    /** Half of what may be lost: the library looks whether it is time ten times in this time. */
    private static final Duration COMMIT = Duration.ofMillis(500);

    /** In KiB; beyond it a commit does not wait for its time. */
    private static final int UNSAVED = 16 << 10;

    /** In octets. Each commit writes the pages anew that attempts have changed, and those are all over the tree. */
    private static final int PAGE = 4 << 10;

    /** For how long pages are kept that have been written anew: longer than a disk takes to write what it was given. */
    private static final Duration RETENTION = Duration.ofSeconds(2);

    /** In MiB. */
    private static final int CACHE = 16;

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
        var types = new MVMap.Builder<String, Memory>()
                .keyType(StringDataType.INSTANCE)
                .valueType(new MemoryType());
        return new StoreFile(store, store.openMap("greylist", types));
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
    List<Map.Entry<String, Memory>> after(String key, int most) {
        Cursor<String, Memory> cursor = map.cursor(key);
        var entries = new ArrayList<Map.Entry<String, Memory>>();
        while (entries.size() < most && cursor.hasNext()) {
            String next = cursor.next();
            if (!next.equals(key)) {
                entries.add(Map.entry(next, cursor.getValue()));
            }
        }
        return entries;
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
                    path + " cannot be made: " + e + "; may " + System.getProperty("user.name")
                            + " write to its directory?",
                    e);
        }
        requireAccess(path);
    }

    private static void requireAccess(Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
            throw new StoreLost(path + " is no file that " + System.getProperty("user.name") + " may read and write");
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
