package org.miltermanager.milters.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Header;

class ForgedHeadersTest {
    private static final Duration QUICKLY = Duration.ofSeconds(5);

    /** As fit into a message of 9 MiB. */
    private static final int MANY = 1_000_000;

    @Test
    void areRemovedLastFirst() {
        var message = Scanned.of(
                "",
                new Header("X-Spam-Flag", " NO"),
                new Header("Subject", " one"),
                new Header("x-spam-level", " *"),
                new Header("x-spam-flag", " NO"));

        var removals = ForgedHeaders.removals(message, ForgedHeadersTest::isOurs);

        assertEquals(
                List.of(
                        new ChangeHeader(2, "x-spam-flag", ""),
                        new ChangeHeader(1, "x-spam-level", ""),
                        new ChangeHeader(1, "X-Spam-Flag", "")),
                removals);
    }

    @Test
    void areNotThoseThatAMilterBeforeHasWritten() {
        var message = new Scanned(
                List.of(
                        new Header("X-Spam-Flag", " YES"),
                        new Header("X-Spam-Flag", " NO"),
                        new Header("X-Spam-Score", " 1"),
                        new Header("X-Spam-Flag", " NO")),
                List.of(),
                List.of(new Header("X-Spam-Flag", " NO"), new Header("X-Spam-Score", " 9")));

        var removals = ForgedHeaders.removals(message, ForgedHeadersTest::isOurs);

        assertEquals(List.of(new ChangeHeader(2, "X-Spam-Flag", "")), removals);
    }

    private static boolean isOurs(Header header) {
        return header.name().toLowerCase(Locale.ROOT).startsWith("x-spam-");
    }

    @Test
    void aMessageThatIsFullOfThemIsNoTrouble() {
        var message = new Scanned(Collections.nCopies(MANY, new Header("X-Spam-", "")), List.of());

        var removals =
                assertTimeoutPreemptively(QUICKLY, () -> ForgedHeaders.removals(message, ForgedHeadersTest::isOurs));

        assertEquals(MANY, removals.size());
    }
}
