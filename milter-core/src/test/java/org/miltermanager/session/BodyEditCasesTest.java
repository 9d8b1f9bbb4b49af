package org.miltermanager.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.miltermanager.fixtures.wire.Replies.addHeader;
import static org.miltermanager.fixtures.wire.Replies.replaceBody;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.fixtures.wire.Packet;

/** Cases 94 to 98: replaced bodies. */
class BodyEditCasesTest {
    @Test
    @Tag("case-94")
    void showsAReplacedBodyToTheNextMilterAndDeliversIt() throws Exception {
        try (var run = EditRun.behindPostfix().milter(replaceBody("new\r\n")).milter()) {
            assertEquals("b (5) new\\r\\n, c", run.play());

            assertEquals("hello\r\n", run.bodyShownTo(1));
            assertEquals("new\r\n", run.bodyShownTo(2));
        }
    }

    @Test
    @Tag("case-95")
    void deliversTheLastOfTwoReplacedBodies() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(replaceBody("a\r\n"))
                .milter(addHeader("X-B", "1"), replaceBody("b\r\n"))
                .milter()) {
            assertEquals("h X-B |  1, b (3) b\\r\\n, c", run.play());

            assertEquals("a\r\n", run.bodyShownTo(2));
            assertEquals("b\r\n", run.bodyShownTo(3));
        }
    }

    @Test
    @Tag("case-96")
    void deliversAnEmptyBody() throws Exception {
        try (var run = EditRun.behindPostfix().milter(replaceBody("")).milter()) {
            assertEquals("b, c", run.play());

            assertEquals("OCHMRTNE", run.events(2).replace("Q", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'one\\r\\ntwo\\r\\n', 'one\\r\\ntwo\\r\\n'",
        "'one\\ntwo\\n', 'one\\r\\ntwo\\r\\n'",
        "'one\\rtwo', 'one\\rtwo\\r\\n'",
        "'\\n\\n', '\\r\\n\\r\\n'",
        "one, 'one\\r\\n'"
    })
    @Tag("case-97")
    void endsTheLinesOfABodyThatComesOctetByOctet(String body, String stored) throws Exception {
        String raw = unescaped(body);
        var octets = raw.chars()
                .mapToObj(octet -> replaceBody(String.valueOf((char) octet)))
                .toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix().milter(octets).milter()) {
            assertEquals("b (" + unescaped(stored).length() + ") " + stored + ", c", run.play());

            assertEquals(unescaped(stored), run.bodyShownTo(2));
        }
    }

    @Test
    @Tag("case-97")
    void takesALongBodyOctetByOctet() throws Exception {
        String body = "x".repeat(9_998) + "\r\n";
        var octets = body.chars()
                .mapToObj(octet -> replaceBody(String.valueOf((char) octet)))
                .toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix().milter(octets).milter()) {
            run.play();

            assertEquals(body, run.bodyShownTo(2));
        }
    }

    @Test
    @Tag("case-98")
    void joinsTheParts() throws Exception {
        try (var run = EditRun.behindPostfix()
                .milter(replaceBody("one "), addHeader("X-A", "1"), replaceBody("two\r\n"))
                .milter()) {
            assertEquals("h X-A |  1, b (9) one two\\r\\n, c", run.play());

            assertEquals("one two\r\n", run.bodyShownTo(2));
        }
    }

    @Test
    @Tag("case-94")
    void deliversALargeBodyInChunksThatAnyMailServerTakes() throws Exception {
        var parts = Stream.generate(() -> replaceBody("x".repeat(100_000)))
                .limit(20)
                .toArray(Packet[]::new);
        try (var run = EditRun.behindPostfix().milter(parts)) {
            var lengths = Arrays.stream(run.play().split(", "))
                    .filter(part -> part.startsWith("b "))
                    .map(part -> part.replaceAll("^b \\((\\d+)\\).*", "$1"))
                    .distinct()
                    .toList();

            assertEquals(List.of("65535", "33952"), lengths);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
