package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.miltermanager.fixtures.wire.Replies.addHeader;
import static org.miltermanager.fixtures.wire.Replies.addRecipient;
import static org.miltermanager.fixtures.wire.Replies.changeHeader;
import static org.miltermanager.fixtures.wire.Replies.insertHeader;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 83 to 87, 103, 124 and 125 behind Sendmail: requests are translated. */
class SendmailEditCasesTest {
    @Test
    @Tag("case-83")
    @Tag("case-125")
    void countsDeletedHeadersOnForTheOneConnection() throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("X-D", "one", "two", "three")
                .milter(changeHeader(1, "X-D", ""))
                .milter(changeHeader(1, "X-D", ""))
                .milter()) {
            assertEquals("m 1 X-D | , m 2 X-D | , c", run.play());

            assertEquals(List.of("X-D:two", "X-D:three"), run.shownTo(2));
            assertEquals(List.of("X-D:three"), run.shownTo(3));
        }
    }

    @Test
    void leavesOutAParameterThatIsLongerThanAnyWithoutGettingLostInIt() throws Exception {
        try (var run = EditRun.behindSendmail()
                .milter(addRecipient("<r@example.com>", "ORCPT=rfc822;" + "r".repeat(500_000)))) {
            assertEquals("+ <r@example.com>, c", run.play());
        }
    }

    @Test
    @Tag("case-125")
    void changesTheHeaderThatTheNextMilterMeant() throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("X-D", "one", "two", "three")
                .milter(changeHeader(2, "X-D", ""))
                .milter(changeHeader(2, "X-D", "new"))
                .milter()) {
            assertEquals("m 2 X-D | , m 3 X-D |  new, c", run.play());

            assertEquals(List.of("X-D:one", "X-D:new"), run.shownTo(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"1 2, three", "1 1, two three", "3 2 1, ''"})
    @Tag("case-84")
    @Tag("case-85")
    void doesNotRenumberWithinOneMilter(String deletions, String left) throws Exception {
        var edits = List.of(deletions.split(" ")).stream()
                .map(nth -> changeHeader(Long.parseLong(nth), "X-D", ""))
                .toArray(Packet[]::new);
        try (var run = EditRun.behindSendmail()
                .header("X-D", "one", "two", "three")
                .milter(edits)
                .milter()) {
            run.play();

            assertEquals(left, String.join(" ", run.shownTo(2)).replace("X-D:", ""));
        }
    }

    @Test
    @Tag("case-86")
    void addsBeforeTheFirstOfTheName() throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("A", "1")
                .header("X-D", "one")
                .header("B", "2")
                .milter(addHeader("X-D", "new"), addHeader("C", "3"))
                .milter()) {
            assertEquals("h X-D |  new, h C |  3, c", run.play());

            assertEquals(List.of("A:1", "X-D:new", "X-D:one", "B:2", "C:3"), run.shownTo(2));
        }
    }

    @Test
    @Tag("case-86")
    void replacesAMissingHeaderByAddingIt() throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("X-D", "one")
                .milter(changeHeader(3, "X-D", "new"), changeHeader(1, "X-Gone", ""))
                .milter()) {
            assertEquals("m 2 X-D |  new, c", run.play());

            assertEquals(List.of("X-D:new", "X-D:one"), run.shownTo(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'New:n, S:1, S:2'",
        "1, 'New:n, S:1, S:2'",
        "8, 'New:n, S:1, S:2'",
        "9, 'S:1, New:n, S:2'",
        "10, 'S:1, S:2, New:n'",
        "99, 'S:1, S:2, New:n'"
    })
    @Tag("case-82")
    void insertsBehindTheHeadersThatSendmailHides(long index, String shown) throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("S", "1", "2")
                .milter(insertHeader(index, "New", "n"))
                .milter()) {
            assertEquals("i " + index + " New |  n, c", run.play());

            assertEquals(shown, String.join(", ", run.shownTo(2)));
        }
    }

    @Test
    @Tag("case-87")
    void changesNotSendmailsOwnReceived() throws Exception {
        try (var run = EditRun.behindSendmail()
                .header("Received", "old")
                .milter(changeHeader(1, "Received", "new"))
                .milter()) {
            assertEquals("m 1 Received |  new, c", run.play());

            assertEquals(List.of("Received:new"), run.shownTo(2));
        }
    }

    @Test
    @Tag("case-103")
    void asksLaterMiltersAlsoAboutAQuarantinedMessage() throws Exception {
        try (var run = EditRun.behindSendmail()
                .milter(Replies.quarantine("first"))
                .milter(Replies.quarantine("second"), addHeader("X-B", "1"))) {
            assertEquals("h X-B |  1, q second, c", run.play());

            assertEquals("OCHMRTNBE", run.events(2).replace("Q", ""));
        }
    }

    @Test
    @Tag("case-124")
    void abortsNobodyAfterAMessageBehindSendmail() throws Exception {
        try (var run = EditRun.behindSendmail().milter(Rules.continuing()).milter(Rules.continuing())) {
            assertEquals("c", run.play());

            assertEquals("OCHMRTNBE", run.events(1).replace("Q", ""));
            assertEquals("OCHMRTNBE", run.events(2).replace("Q", ""));
        }
    }
}
