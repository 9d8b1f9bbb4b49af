package org.miltermanager.milters.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.service.Leaks;
import org.miltermanager.service.Servers;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Ruling;

/** A scanner is stopped, hung, slow, out of space, or none at all: what then holds for every milter that asks one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScannerFailureContract {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration WHOLE = Duration.ofMillis(1_500);
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final int MIDDLE_OF_A_LONG_ONE = 100_000;
    private static final Scanned SMALL = Scanned.of("body\r\n", new Header("Subject", " one"));
    private static final Scanned LONG =
            new Scanned(List.of(), Collections.nCopies(10, Octets.of("a".repeat(Message.CHUNK))));

    private Deadlines deadlines;
    private ScriptedService scanner;

    /**
     * A scanner in trouble.
     *
     * @param reason part of what the milter says of it
     */
    public record Trouble(String name, Manners manners, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A scanner that takes all mail for good. */
    protected abstract Manners well();

    /** What such a scanner answers. */
    protected abstract String praise();

    /** Troubles that look different with each scanner. */
    protected abstract List<Trouble> own();

    /** Takes messages up to 1 MiB. */
    protected abstract Milter milter(ServiceSettings settings, Servers servers);

    @BeforeEach
    void start() throws IOException {
        deadlines = new Deadlines();
        scanner = ScriptedService.tcp(well());
    }

    @AfterEach
    void stop() {
        scanner.close();
        deadlines.close();
    }

    private static ServiceSettings servers(Duration step, Duration whole, ScriptedService... services) {
        return new ServiceSettings(
                Arrays.stream(services)
                        .map(service -> Endpoint.parse(service.spec()))
                        .toList(),
                step,
                step,
                whole,
                Duration.ofMinutes(1));
    }

    private Outcome judged(ServiceSettings servers, Message message) {
        var milter = milter(servers, new Services(deadlines).of(servers));
        try (var session = milter.begin(Scanned.terms(remark -> {}))) {
            return session.endOfMessage(message, Macros.NONE);
        }
    }

    private Outcome judged(Message message) {
        return judged(servers(STEP, WHOLE, scanner), message);
    }

    List<Trouble> troubles() {
        var troubles = new ArrayList<>(List.of(
                new Trouble("hung", Manners.hung(), "no complete reply within 500 ms"),
                new Trouble("closing at once", Manners.closingAfter(0), ""),
                new Trouble("closing mid-stream", Manners.closingAfter(20), "")));
        troubles.addAll(own());
        return troubles;
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void failsWithinTheDeadlineAndSaysWhy(Trouble trouble) {
        scanner.behave(trouble.manners());

        var failure = assertTimeout(WHOLE.plus(LATE), () -> assertThrows(MilterFailure.class, () -> judged(SMALL)));

        assertTrue(
                failure.getMessage().startsWith(scanner.spec() + ": ")
                        && failure.getMessage().contains(trouble.reason()),
                failure.getMessage());
    }

    @Test
    void failsAtOnceWhereNobodyListens() {
        scanner.stop();

        var failure = assertThrows(MilterFailure.class, () -> judged(SMALL));

        assertEquals(scanner.spec() + ": Connection refused", failure.getMessage());
    }

    @Test
    void failsWhereTheScannerGoesInTheMiddleOfALongMessage() {
        scanner.behave(Manners.closingAfter(MIDDLE_OF_A_LONG_ONE));

        assertThrows(MilterFailure.class, () -> judged(LONG));
    }

    /** It was not shown what it takes for good. */
    @Test
    void failsWhereAGoodAnswerComesBeforeTheEndOfTheMessage() {
        var answered = new CountDownLatch(1);
        scanner.behave((in, out) -> {
            in.readNBytes(MIDDLE_OF_A_LONG_ONE);
            out.write(praise().getBytes(ISO_8859_1));
            out.close();
            answered.countDown();
        });

        var failure = assertThrows(MilterFailure.class, () -> judged(new Slow(answered)));

        assertTrue(failure.getMessage().contains("before it was shown all of the message"), failure::getMessage);
    }

    /** A long message whose last part is not there until somebody has answered. */
    private record Slow(CountDownLatch answered) implements Message {
        @Override
        public List<Header> headers() {
            return LONG.headers();
        }

        @Override
        public Iterable<Octets> body() {
            return () ->
                    IntStream.range(0, LONG.parts().size()).mapToObj(this::part).iterator();
        }

        private Octets part(int number) {
            try {
                assertTrue(number < LONG.parts().size() - 1 || answered.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return LONG.parts().get(number);
        }

        @Override
        public long bodySize() {
            return LONG.bodySize();
        }
    }

    @Test
    void nextServerGetsALongMessageFromItsBegin() throws IOException {
        scanner.behave(Manners.closingAfter(MIDDLE_OF_A_LONG_ONE));
        try (var other = ScriptedService.tcp(well())) {
            Outcome outcome = judged(servers(STEP, WHOLE, scanner, other), LONG);

            assertEquals(Ruling.CONTINUE, outcome.verdict());
        }
    }

    @Test
    void worksAgainAfterARestart() throws IOException {
        scanner.stop();
        assertThrows(MilterFailure.class, () -> judged(SMALL));
        scanner.restart();

        assertEquals(Ruling.CONTINUE, judged(SMALL).verdict());
    }

    @Test
    void leavesNothingBehind() throws Exception {
        List<Manners> all = new ArrayList<>(List.of(well()));
        troubles().stream().skip(1).map(Trouble::manners).forEach(all::add);
        var servers = servers(MOMENT, MOMENT, scanner);

        Leaks.assertNone(round -> {
            scanner.behave(round % 50 == 0 ? Manners.silent() : all.get(round % all.size()));
            try {
                judged(servers, round % 2 == 0 ? SMALL : LONG);
            } catch (MilterFailure expected) {
                // What it says is the other tests' business.
            }
        });
    }
}
