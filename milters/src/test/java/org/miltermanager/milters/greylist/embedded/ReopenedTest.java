package org.miltermanager.milters.greylist.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.miltermanager.milters.greylist.store.StoreLost;

/** What an administrator is told of a store whose file fails. */
class ReopenedTest {
    private final MVStoreException full = DataUtils.newMVStoreException(
            DataUtils.ERROR_WRITING_FAILED,
            "Writing to {0} failed; length {1} at {2}",
            "a file",
            4096,
            16384,
            new IOException("No space left on device"));

    private final List<String> remarks = new ArrayList<>();

    @Test
    void saysWhyItFailsAndNotOnlyWhatDid() {
        var file = new Reopened(Optional.empty(), StoreFile::inMemory, remarks::add);

        var lost = assertThrows(
                StoreLost.class,
                () -> file.use(store -> {
                    throw full;
                }));

        assertTrue(String.valueOf(lost.getMessage()).contains(": No space left on device ("), lost::getMessage);
        assertEquals(1, remarks.size(), remarks::toString);
        assertTrue(remarks.getFirst().contains(": No space left on device ("), remarks::toString);
    }
}
