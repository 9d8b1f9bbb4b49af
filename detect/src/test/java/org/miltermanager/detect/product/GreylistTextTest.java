package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/** What is expected was seen of milter-greylist 4.6: it was given these files, and its socket was looked for. */
class GreylistTextTest {
    private static Optional<Quote> socket(String text) {
        return GreylistText.socket(
                new Reading.Text("/etc/mail/greylist.conf", text.lines().toList()));
    }

    private static Optional<Quote> at(int line, String path) {
        return Optional.of(new Quote(path, new Place("/etc/mail/greylist.conf", line)));
    }

    @Test
    void theLastSocketCounts() {
        var socket = socket("socket \"/run/a.sock\" 660\n  SOCKET \"/run/b.sock\" # mode is 660 by itself\n");

        assertEquals(at(2, "/run/b.sock"), socket);
    }

    @Test
    void aBackslashContinuesAStatementEvenBeforeAComment() {
        var socket = socket("socket \\ # where it listens\n  \"/run/a.sock\" \\\n 660\nracl greylist default\n");

        assertEquals(at(1, "/run/a.sock"), socket);
    }

    @Test
    void aBackslashWithinACommentContinuesNothing() {
        var socket = socket("# a comment \\\nsocket \"/run/a.sock\"\n");

        assertEquals(at(2, "/run/a.sock"), socket);
    }

    @Test
    void aHashWithinQuotesBeginsNoComment() {
        var socket = socket("socket \"/run/#1.sock\"\n");

        assertEquals(at(1, "/run/#1.sock"), socket);
    }

    @Test
    void aPathWithoutQuotesIsAMistake() {
        var socket = socket("socket /run/a.sock\n");

        assertEquals(at(1, ""), socket);
    }

    @Test
    void wordsWithinOtherStatementsAreNone() {
        var socket =
                socket("list \"x\" addr { \\\n socket \\\n}\nsocketmode 1\nracl socket \"/run/a.sock\"\nsocket \\");

        assertEquals(at(6, ""), socket);
    }

    @Test
    void nothingIsNothing() {
        assertEquals(Optional.empty(), socket("\\\n\\\n\"\n\n"));
    }
}
