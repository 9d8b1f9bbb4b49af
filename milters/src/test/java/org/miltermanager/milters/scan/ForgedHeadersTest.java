package org.miltermanager.milters.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Header;

class ForgedHeadersTest {
    private static final Duration QUICKLY = Duration.ofSeconds(5);

    /** As fit into a message of 9 MiB. */
    private static final int MANY = 1_000_000;

    @Test
    void areRemovedLastFirst() {
        var headers = List.of(
                new Header("X-Spam-Flag", " NO"),
                new Header("Subject", " one"),
                new Header("x-spam-level", " *"),
                new Header("x-spam-flag", " NO"));

        var removals = ForgedHeaders.removals(headers, name -> name.startsWith("x-spam-"));

        assertEquals(
                List.of(
                        new ChangeHeader(2, "x-spam-flag", ""),
                        new ChangeHeader(1, "x-spam-level", ""),
                        new ChangeHeader(1, "X-Spam-Flag", "")),
                removals);
    }

    @Test
    void aMessageThatIsFullOfThemIsNoTrouble() {
        var headers = Collections.nCopies(MANY, new Header("X-Spam-", ""));

        var removals = assertTimeoutPreemptively(
                QUICKLY, () -> ForgedHeaders.removals(headers, name -> name.startsWith("x-spam-")));

        assertEquals(MANY, removals.size());
    }
}
