package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.wire.Header;

class RewrittenTest {
    @Test
    void hasHeadersWithFoldedLinesAndABody() {
        var mail = Rewritten.parse("Subject: one\r\nX-Spam-Status: Yes,\r\n\tscore=6.0\r\n\r\nbody\r\n\r\nmore");

        assertEquals(
                new Rewritten(
                        List.of(new Header("Subject", " one"), new Header("X-Spam-Status", " Yes,\n\tscore=6.0")),
                        "body\r\n\r\nmore"),
                mail);
    }

    @Test
    void mayEndLinesWithLfAlone() {
        assertEquals(
                new Rewritten(List.of(new Header("A", " 1"), new Header("B", " 2\n 3")), "body\n"),
                Rewritten.parse("A: 1\nB: 2\n 3\n\nbody\n"));
    }

    @Test
    void mayHaveNoBody() {
        assertEquals(new Rewritten(List.of(new Header("A", " 1")), ""), Rewritten.parse("A: 1"));
    }

    @Test
    void leavesOutWhatIsNoHeader() {
        assertEquals(
                List.of(new Header("A", " 1")),
                Rewritten.parse(" folded from nowhere\r\nFrom someone\r\nA: 1\r\n\r\n")
                        .headers());
    }

    @Test
    void findsANameInAnyCase() {
        assertEquals(Optional.of(" 1"), Rewritten.parse("x-A: 1\r\nX-a: 2\r\n").value("X-A"));
    }

    @Test
    void ofVeryManyHeadersTheRestIsNoBody() {
        var mail = Rewritten.parse("A: 1\r\n".repeat(10_001) + "B: 2\r\n\tfolded\r\n\r\nbody\r\n");

        assertEquals(10_000, mail.headers().size());
        assertEquals("body\r\n", mail.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: 1\r\n\r\n", "A: 1\r\n\r\nbody", "A: 1\nB: 2\n\nbody\r\n"})
    void messageHasAHeaderAndAnEmptyLine(String text) {
        assertTrue(Rewritten.isMessage(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\nA: 1", "A: 1\r\n", "GTUBE,MISSING_DATE", "GTUBE\r\n\r\n"})
    void nothingElseIsAMessage(String text) {
        assertFalse(Rewritten.isMessage(text));
    }
}
