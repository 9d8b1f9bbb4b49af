package org.miltermanager.milters.spamd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
}
