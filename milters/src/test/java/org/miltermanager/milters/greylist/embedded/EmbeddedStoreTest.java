package org.miltermanager.milters.greylist.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.GreylistStoreContract;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.StoreLost;

class EmbeddedStoreTest extends GreylistStoreContract {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> remarks = new ArrayList<>();

    @Override
    protected GreylistStore open(InstantSource clock) {
        return EmbeddedStore.open(directory.resolve("contract"), clock, remarks::add);
    }

    private EmbeddedStore opened(Path file) {
        return EmbeddedStore.open(file, clock, remarks::add);
    }

    private Path file() {
        return directory.resolve("state/greylist");
    }

    private void fill(EmbeddedStore store, int triplets) {
        for (int number = 0; number < triplets; number++) {
            store.attempt(triplet("192.0.2.0/24", number + "@one.example", "b@example.com"), PACE);
        }
    }

    @Test
    void remembersOverARestart() {
        try (var store = opened(file())) {
            store.attempt(TRIPLET, PACE);
        }
        clock.pass(PACE.delay());

        try (var store = opened(file())) {
            assertEquals(new Decision.Waited(PACE.delay()), store.attempt(TRIPLET, PACE));
        }
    }

    @Test
    void nobodyElseMayReadTheFile() throws IOException {
        opened(file()).close();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void aFileThatIsNoStoreIsPutAsideAndAnEmptyOneBegun() throws IOException {
        var octets = new byte[100_000];
        new Random(1).nextBytes(octets);
        Files.createDirectories(file().getParent());
        Files.write(file(), octets);

        try (var store = opened(file())) {
            assertEquals(new Decision.Wait(PACE.delay()), store.attempt(TRIPLET, PACE));
        }

        assertTrue(remarks.getFirst().contains("could not be read, begins empty"), remarks::toString);
        try (var files = Files.newDirectoryStream(file().getParent(), "greylist.broken-*")) {
            assertEquals(octets.length, Files.size(files.iterator().next()));
        }
    }

    @Test
    void opensWhateverWasLeftOfTheFile() throws IOException {
        try (var store = opened(file())) {
            fill(store, 2_000);
        }
        byte[] whole = Files.readAllBytes(file());
        var random = new Random(4711);

        for (int round = 0; round < 40; round++) {
            byte[] damaged = whole.clone();
            for (int hit = random.nextInt(1, 200); hit > 0; hit--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(1, 256);
            }
            Path file = directory.resolve("damaged" + round);
            Files.write(file, round % 2 == 0 ? damaged : Arrays.copyOf(whole, random.nextInt(whole.length)));
            try (var store = opened(file)) {
                useUntilItWorks(store);
            }
        }
    }

    /** What is damaged far from the root of the tree shows only when it is read. */
    private void useUntilItWorks(EmbeddedStore store) {
        try {
            store.list(Selection.ALL, Integer.MAX_VALUE);
            fill(store, 3_000);
        } catch (StoreLost lost) {
            assertTrue(String.valueOf(lost.getMessage()).startsWith(directory.toString()), lost::getMessage);
        }
    }

    @Test
    void whatIsInUseIsNotTouched() {
        try (var store = opened(file())) {
            var refused = assertThrows(StoreLost.class, () -> opened(file()));

            assertTrue(String.valueOf(refused.getMessage()).contains("in use by another process"), refused::getMessage);
            assertEquals(new Decision.Wait(PACE.delay()), store.attempt(TRIPLET, PACE));
        }
    }

    @Test
    void saysWhatIsWrongWithAPlaceThatIsNoneForAFile() {
        var refused = assertThrows(StoreLost.class, () -> opened(directory));

        assertTrue(String.valueOf(refused.getMessage()).contains(" is no file that "), refused::getMessage);
    }

    @Test
    void dropsWhatIsForgotten() {
        try (var store = opened(file())) {
            fill(store, 100);
            clock.pass(Duration.ofDays(4));
            store.attempt(TRIPLET, PACE);
            clock.pass(Duration.ofDays(1));

            store.sweep();

            assertEquals(1, store.kept());
        }
    }

    @Test
    void isListedWhileOthersWrite() throws InterruptedException {
        try (var store = opened(file())) {
            Thread writer = Thread.ofPlatform().start(() -> fill(store, 30_000));
            while (writer.isAlive()) {
                store.list(Selection.ALL, Integer.MAX_VALUE);
            }
            writer.join();

            assertEquals(30_000, store.list(Selection.ALL, Integer.MAX_VALUE).size());
            assertEquals(List.of(), remarks);
        }
    }

    @Test
    void whatKeysOfTextRemembersIsTakenOver() throws IOException {
        Files.createDirectories(file().getParent());
        try (var older = MVStore.open(file().toString())) {
            var types = new MVMap.Builder<String, Memory>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(new MemoryType());
            var now = clock.instant();
            older.openMap("greylist", types)
                    .put(TRIPLET.key(), new Memory(now, now, 1, false, now.plus(PACE.timeout())));
        }
        clock.pass(PACE.delay());

        try (var store = opened(file())) {
            assertEquals(1, store.kept());
            assertEquals(new Decision.Waited(PACE.delay()), store.attempt(TRIPLET, PACE));
        }
        assertEquals(List.of(), remarks);
    }

    @Test
    void aFileOfALaterVersionStaysAsItIs() throws IOException {
        Files.createDirectories(file().getParent());
        try (var later = MVStore.open(file().toString())) {
            later.setStoreVersion(2);
        }

        var refused = assertThrows(StoreLost.class, () -> opened(file()));

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith(file() + " has format 2, expected 1 at the most"),
                refused::getMessage);
        assertTrue(Files.exists(file()));
    }
}
