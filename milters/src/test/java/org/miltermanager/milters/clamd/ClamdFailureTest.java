package org.miltermanager.milters.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.service.Leaks;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;

/** clamd is stopped, hung, slow, out of space, or no clamd at all. */
class ClamdFailureTest {
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Manners WELL = ClamdManners.answering("stream: OK\0");
    private static final Scanned SMALL = Scanned.of("body\r\n", new Header("Subject", " one"));
    private static final Scanned LONG =
            new Scanned(List.of(), java.util.Collections.nCopies(10, Octets.of("a".repeat(Message.CHUNK))));

    private final Deadlines deadlines = new Deadlines();
    private ScriptedService clamd;

    @BeforeEach
    void start() throws IOException {
        clamd = ScriptedService.tcp(WELL);
    }

    @AfterEach
    void stop() {
        clamd.close();
        deadlines.close();
    }

    private Outcome judged(ServiceSettings servers, Message message) {
        var milter = new ClamdMilter(
                ClamdSessions.settings(servers, OnInfected.REJECT), new Services(deadlines).of(servers));
        try (var session = milter.begin(Scanned.terms(remark -> {}))) {
            return session.endOfMessage(message, Macros.NONE);
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("hung", Manners.hung(), "no end of waiting for the reply within 500 ms"),
                Arguments.of("closing at once", Manners.closingAfter(0), ""),
                Arguments.of("closing mid-stream", Manners.closingAfter(20), ""),
                Arguments.of("closing before it answers", ClamdManners.answering(""), "before its reply was complete"),
                Arguments.of(
                        "closing in its answer",
                        ClamdManners.answering("stream: O"),
                        "before its reply was complete, after \"stream: O\""),
                Arguments.of("slow", ClamdManners.dripping("stream: OK\0", Duration.ofMillis(300)), "no end"),
                Arguments.of(
                        "out of space",
                        ClamdManners.answering("stream: Can't write to temporary file. ERROR\0"),
                        "clamd could not scan: stream: Can't write to temporary file. ERROR"),
                Arguments.of(
                        "another service",
                        ClamdManners.answering("220 mail\r\n ESMTP\0"),
                        "no clamd: got \"220 mail?? ESMTP\" to INSTREAM"),
                Arguments.of("endless", ClamdManners.answering("A".repeat(100_000)), "no clamd: got \"AAAA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void failsWithinTheDeadlineAndSaysWhy(String trouble, Manners manners, String reason) {
        clamd.behave(manners);
        var servers = ClamdSessions.servers(clamd);

        var failure = assertTimeout(
                ClamdSessions.EXCHANGE.plus(LATE),
                () -> assertThrows(MilterFailure.class, () -> judged(servers, SMALL)));

        assertTrue(
                failure.getMessage().startsWith(clamd.spec() + ": ")
                        && failure.getMessage().contains(reason),
                failure.getMessage());
    }

    @Test
    void failsAtOnceWhereNobodyListens() {
        clamd.stop();

        var failure = assertThrows(MilterFailure.class, () -> judged(ClamdSessions.servers(clamd), SMALL));

        assertEquals(clamd.spec() + ": Connection refused", failure.getMessage());
    }

    @Test
    void failsWhereClamdGoesInTheMiddleOfALongMessage() {
        clamd.behave(Manners.closingAfter(100_000));

        assertThrows(MilterFailure.class, () -> judged(ClamdSessions.servers(clamd), LONG));
    }

    @Test
    void nextServerGetsALongMessageFromItsBegin() throws IOException {
        clamd.behave(Manners.closingAfter(100_000));
        try (var other = ScriptedService.tcp(ClamdManners.answering("stream: OK\0"))) {
            Outcome outcome = judged(ClamdSessions.servers(clamd, other), LONG);

            assertEquals(Ruling.CONTINUE, outcome.verdict());
        }
    }

    @Test
    void worksAgainAfterARestart() throws IOException {
        clamd.stop();
        var servers = ClamdSessions.servers(clamd);
        assertThrows(MilterFailure.class, () -> judged(servers, SMALL));
        clamd.restart();

        assertEquals(Ruling.CONTINUE, judged(servers, SMALL).verdict());
    }

    @Test
    void leavesNothingBehind() throws Exception {
        var quick = new ServiceSettings(
                ClamdSessions.servers(clamd).servers(),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(1));
        List<Manners> all = Stream.concat(
                        Stream.of(WELL), troubles().skip(1).map(trouble -> (Manners) trouble.get()[1]))
                .toList();

        Leaks.assertNone(round -> {
            clamd.behave(round % 50 == 0 ? Manners.silent() : all.get(round % all.size()));
            try {
                judged(quick, round % 2 == 0 ? SMALL : LONG);
            } catch (MilterFailure expected) {
                // What it says is the other tests' business.
            }
        });
    }
}
