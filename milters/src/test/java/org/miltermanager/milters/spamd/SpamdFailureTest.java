package org.miltermanager.milters.spamd;

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
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.fixtures.service.SpamdManners;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.service.Leaks;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Ruling;

/** spamd is stopped, hung, slow, busy, or no spamd at all. */
class SpamdFailureTest {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration WHOLE = Duration.ofMillis(1_500);
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final String HAM = SpamdManners.rated("False ; 1.0 / 5.0", "X-Spam-Level: *\r\n\r\n");
    private static final Manners WELL = SpamdManners.answering(HAM);
    private static final Scanned SMALL = Scanned.of("body\r\n");
    private static final Scanned LONG = Scanned.of("a line of it\r\n".repeat(50_000));

    private final Deadlines deadlines = new Deadlines();
    private ScriptedService spamd;

    @BeforeEach
    void start() throws IOException {
        spamd = ScriptedService.tcp(WELL);
    }

    @AfterEach
    void stop() {
        spamd.close();
        deadlines.close();
    }

    private ServiceSettings servers(Duration step, Duration whole) {
        return new ServiceSettings(List.of(Endpoint.parse(spamd.spec())), step, step, whole, Duration.ofMillis(1));
    }

    private Outcome judged(ServiceSettings servers, Scanned message) {
        var settings = SpamdSessions.settings(servers, SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE);
        var milter = new SpamdMilter(settings, new Services(deadlines).of(servers));
        try (var session = milter.begin(Scanned.terms(remark -> {}))) {
            return session.endOfMessage(message, Macros.NONE);
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of("hung", Manners.hung(), "no end of waiting for the reply within 500 ms"),
                Arguments.of("closing at once", Manners.closingAfter(0), ""),
                Arguments.of("closing mid-stream", Manners.closingAfter(20), ""),
                Arguments.of("closing before it answers", SpamdManners.answering(""), "before its reply was complete"),
                Arguments.of(
                        "closing in its answer",
                        SpamdManners.answering(HAM.substring(0, HAM.length() - 1)),
                        "before its reply was complete, after"),
                Arguments.of("slow", SpamdManners.dripping(HAM, Duration.ofMillis(300)), "no end"),
                Arguments.of(
                        "busy",
                        SpamdManners.answering("SPAMD/1.0 75 EX_TEMPFAIL\r\n"),
                        "spamd could not rate the message: 75 EX_TEMPFAIL"),
                Arguments.of(
                        "another service",
                        SpamdManners.answering("220 mail ESMTP\r\n"),
                        "no spamd: got \"220 mail ESMTP??\", expected \"SPAMD/…\""),
                Arguments.of("endless", SpamdManners.answering("A".repeat(5_000_000)), "no spamd: got \"AAAA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void failsWithinTheDeadlineAndSaysWhy(String trouble, Manners manners, String reason) {
        spamd.behave(manners);

        var failure = assertTimeout(
                WHOLE.plus(LATE), () -> assertThrows(MilterFailure.class, () -> judged(servers(STEP, WHOLE), SMALL)));

        assertTrue(
                failure.getMessage().startsWith(spamd.spec() + ": ")
                        && failure.getMessage().contains(reason),
                failure.getMessage());
    }

    @Test
    void failsAtOnceWhereNobodyListens() {
        spamd.stop();

        var failure = assertThrows(MilterFailure.class, () -> judged(servers(STEP, WHOLE), SMALL));

        assertEquals(spamd.spec() + ": Connection refused", failure.getMessage());
    }

    @Test
    void worksAgainAfterARestart() throws IOException {
        spamd.stop();
        assertThrows(MilterFailure.class, () -> judged(servers(STEP, WHOLE), SMALL));
        spamd.restart();

        assertEquals(Ruling.CONTINUE, judged(servers(STEP, WHOLE), SMALL).verdict());
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Duration moment = Duration.ofMillis(20);
        List<Manners> all = Stream.concat(
                        Stream.of(WELL), troubles().skip(1).limit(7).map(trouble -> (Manners) trouble.get()[1]))
                .toList();

        Leaks.assertNone(round -> {
            spamd.behave(round % 50 == 0 ? Manners.silent() : all.get(round % all.size()));
            try {
                judged(servers(moment, moment), round % 2 == 0 ? SMALL : LONG);
            } catch (MilterFailure expected) {
                // What it says is the other tests' business.
            }
        });
    }
}
