package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.miltermanager.fixtures.wire.Replies.addHeader;
import static org.miltermanager.fixtures.wire.Replies.changeHeader;
import static org.miltermanager.fixtures.wire.Replies.insertHeader;
import static org.miltermanager.fixtures.wire.Replies.replaceBody;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** Cases 81 to 91 behind Postfix: header edits and who sees them. */
class HeaderEditCasesTest {
    @Test
    @Tag("case-81")
    void showsAnAddedHeaderLastAndLetsItBeChanged() throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("Subject", "x")
                .milter(addHeader("X-A", "1"))
                .milter(changeHeader(1, "X-A", "2"))
                .milter()) {
            assertEquals("h X-A |  1, m 1 X-A |  2, c", run.play());

            assertEquals(List.of("Subject:x", "X-A:1"), run.shownTo(2));
            assertEquals(List.of("Subject:x", "X-A:2"), run.shownTo(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'New:n, S:1, S:2'",
        "1, 'New:n, S:1, S:2'",
        "2, 'S:1, New:n, S:2'",
        "3, 'S:1, S:2, New:n'",
        "99, 'S:1, S:2, New:n'",
        "4294967295, 'S:1, S:2, New:n'"
    })
    @Tag("case-82")
    void insertsCountingTheReceivedThatNobodyIsShown(long index, String shown) throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("S", "1", "2")
                .milter(insertHeader(index, "New", "n"))
                .milter()) {
            assertEquals("i " + index + " New |  n, c", run.play());

            assertEquals(shown, String.join(", ", run.shownTo(2)));
        }
    }

    @Test
    @Tag("case-82")
    void countsAHeaderInsertedAboveReceived() throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("S", "1")
                .milter(insertHeader(0, "Top", "t"), insertHeader(1, "Second", "s"), insertHeader(3, "Fourth", "f"))
                .milter()) {
            run.play();

            assertEquals(List.of("Top:t", "Second:s", "Fourth:f", "S:1"), run.shownTo(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"1 1, three", "1 2, two", "3 2 1, ''", "4, one two three"})
    @Tag("case-84")
    @Tag("case-85")
    void renumbersAfterEachDeletion(String deletions, String left) throws Exception {
        var edits = List.of(deletions.split(" ")).stream()
                .map(nth -> changeHeader(Long.parseLong(nth), "X-D", ""))
                .toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix()
                .header("X-D", "one", "two", "three")
                .milter(edits)
                .milter()) {
            run.play();

            assertEquals(left, String.join(" ", run.shownTo(2)).replace("X-D:", ""));
        }
    }

    @Test
    @Tag("case-83")
    void letsTheNextMilterCountWhatItIsShown() throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("X-D", "one", "two", "three")
                .milter(changeHeader(1, "X-D", ""))
                .milter(changeHeader(1, "X-D", ""))
                .milter()) {
            assertEquals("m 1 X-D | , m 1 X-D | , c", run.play());

            assertEquals(List.of("X-D:three"), run.shownTo(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // nth, name, value, what the mail server is asked for, what the next milter is shown
        "0, X-D, new, 'm 1 X-D |  new, c', 'X-D:new, X-D:two'",
        "2, X-D, new, 'm 2 X-D |  new, c', 'X-D:one, X-D:new'",
        "3, X-D, new, 'h X-D |  new, c', 'X-D:one, X-D:two, X-D:new'",
        "4294967295, X-D, new, 'h X-D |  new, c', 'X-D:one, X-D:two, X-D:new'",
        "1, X-Other, new, 'h X-Other |  new, c', 'X-D:one, X-D:two, X-Other:new'",
        "3, X-D, '', c, 'X-D:one, X-D:two'",
        "1, X-Other, '', c, 'X-D:one, X-D:two'",
        "1, x-d, new, 'm 1 x-d |  new, c', 'x-d:new, X-D:two'"
    })
    @Tag("case-86")
    @Tag("case-88")
    void changesTheNthOfAName(long nth, String name, String value, String asked, String shown) throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("X-D", "one", "two")
                .milter(changeHeader(nth, name, value))
                .milter()) {
            assertEquals(asked, run.play());

            assertEquals(shown, String.join(", ", run.shownTo(2)));
        }
    }

    @Test
    @Tag("case-87")
    void changesNotTheMailServersOwnReceived() throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("Received", "old", "older")
                .milter(changeHeader(1, "Received", ""))
                .milter()) {
            assertEquals("m 1 Received | , c", run.play());

            assertEquals(List.of("Received:older"), run.shownTo(2));
        }
    }

    @Test
    @Tag("case-89")
    void changesOneOfEqualHeaders() throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("X-D", "same", "same")
                .milter(changeHeader(2, "X-D", "same"), changeHeader(2, "X-D", "other"))
                .milter()) {
            assertEquals("m 2 X-D |  same, m 2 X-D |  other, c", run.play());

            assertEquals(List.of("X-D:same", "X-D:other"), run.shownTo(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'one\\n two', 'one\\n two'",
        "'one\\r\\n\\ttwo', 'one\\n\\ttwo'",
        "'one\\n\\nbody', 'one\\n\\t\\n\\tbody'",
        "'one\\nX-Injected: 1', 'one\\n\\tX-Injected: 1'",
        "'one\\n', one",
        "'one\\r\\n', one",
        "'one\\rtwo', 'one two'"
    })
    @Tag("case-90")
    void foldsAValueSoThatNothingIsInjected(String value, String written) throws Exception {
        String raw = value.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        try (var run = EditRun.behindPostfix().milter(addHeader("X-A", raw)).milter(Rules.continuing())) {
            assertEquals("h X-A |  " + written + ", c", run.play());

            assertEquals(
                    "X-A:" + written.replace("\\n", "\n").replace("\\t", "\t"),
                    run.shownTo(2).getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X A", "X:", "X\t", "\u00e4"})
    @Tag("case-91")
    void refusesANameThatIsNoneAndKeepsTheOtherEdits(String name) throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(
                        addHeader(name, "1"),
                        insertHeader(1, name, "1"),
                        changeHeader(1, name, "1"),
                        addHeader("X-Good", "1"))) {
            assertEquals("h X-Good |  1, c", run.play());

            assertEquals(
                    3,
                    run.managed().complaints().stream()
                            .filter(line -> line.startsWith("m1: edit refused: "))
                            .count());
        }
    }

    @Test
    @Tag("case-68")
    void cutsAnAddedHeaderAsPostfixWould() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(addHeader("X-Long", "x".repeat(70_000)))
                .milter()) {
            run.play();

            assertEquals(60_000, run.shownTo(2).getFirst().length());
            assertTrue(run.managed().complaints().getFirst().contains("cut at 60000"));
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'C', 'H', 'M', 'R', 'T', 'L', 'N', 'B'})
    @Tag("case-92")
    void failsAMilterThatEditsBeforeTheEnd(char code) throws Exception {
        try (var run = EditRun.behindPostfix()
                .header("S", "1")
                .milter(Rules.continuing().on(code, addHeader("X-Early", "1"), Replies.CONTINUE))) {
            try {
                assertEquals("t", run.play());
            } catch (AssertionError refusedEarlier) {
                assertEquals("got t, expected c", refusedEarlier.getMessage());
            }

            assertTrue(run.managed().awaitHeard("m1 failed at ").contains("got AddHeader to SMFIC_"));
        }
    }

    @Test
    @Tag("case-93")
    void refusesAnEditThatTheMilterDidNotNegotiate() throws Exception {
        var edits = Rules.continuing()
                .negotiating(6, 0x1, 0)
                .on('E', changeHeader(1, "S", ""), Replies.replaceBody("x"), addHeader("X-A", "1"), Replies.CONTINUE);
        try (var run = EditRun.behindPostfix().header("S", "1").milter(edits).milter()) {
            assertEquals("h X-A |  1, c", run.play());

            assertEquals(List.of("S:1", "X-A:1"), run.shownTo(2));
            assertEquals(2, run.managed().complaints().size());
        }
    }

    /** What is cut off must not make a deletion of it. */
    @Test
    @Tag("case-90")
    void keepsAHeaderThatIsChangedToALineEnd() throws Exception {
        int leadingBlanks = 0x100000;
        try (var run = EditRun.behindPostfix()
                .header("X-D", "one")
                .milter(Rules.continuing()
                        .negotiating(6, 0x1ff, leadingBlanks)
                        .on('E', changeHeader(1, "X-D", "\n"), Replies.CONTINUE))
                .milter()) {
            assertEquals("m 1 X-D |  , c", run.play());

            assertEquals(List.of("X-D:"), run.shownTo(2));
        }
    }

    @Test
    @Tag("case-91")
    void refusesANameThatIsLongerThanAHeaderMayBe() throws Exception {
        try (var run = EditRun.behindPostfix().milter(addHeader("X".repeat(60_001), "1"), addHeader("X-A", "1"))) {
            assertEquals("h X-A |  1, c", run.play());
        }
    }

    @Test
    @Tag("case-93")
    void tellsOnceOfAllEditsThatAMilterMayNotAskFor() throws Exception {
        int addHeaders = 0x1;
        var edits = Stream.concat(
                        Stream.generate(() -> replaceBody("x")).limit(300),
                        Stream.of(addHeader("X-A", "1"), Replies.CONTINUE))
                .toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix()
                .milter(Rules.continuing().negotiating(6, addHeaders, 0).on('E', edits))) {
            assertEquals("h X-A |  1, c", run.play());

            assertEquals(
                    List.of("m1: ReplaceBody refused: it did not negotiate SMFIF_CHGBODY"),
                    run.managed().complaints());
        }
    }
}
