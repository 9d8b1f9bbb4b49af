package org.miltermanager.milters.jilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Patience;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.SessionMacros;

/** Handlers that take too long, and ask for too much. */
class JilterTroubleTest {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Message MESSAGE = new Message() {
        @Override
        public List<Header> headers() {
            return List.of();
        }

        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    };

    @TempDir
    private static Path directory;

    private static List<Path> jars;

    private final SessionMacros macros = new SessionMacros();

    @BeforeAll
    static void compile() throws IOException {
        jars = List.of(HandlerJar.of(directory, "org"), HandlerJar.of(directory, "com"));
    }

    @Test
    void atWorkForEverTheyGetNoMoreTimeThanTheMailServerGives() {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        Patience patience = own -> {
            long left = Math.max(end - System.nanoTime(), Duration.ofMillis(100).toNanos());
            return left < own.toNanos() ? Duration.ofNanos(left) : own;
        };
        try (Conversation session = session(patience)) {
            session.on(new MailFrom("<busy@example.net>", List.of()), macros);

            assertThrows(MilterFailure.class, () -> session.endOfMessage(MESSAGE, macros));
        }
    }

    @Test
    void nobodyWaitsAgainForOneThatNobodyWaitsForAnyMore() {
        try (Conversation session = session(own -> own)) {
            session.interrupt();

            var failure = assertThrows(MilterFailure.class, () -> session.on(new Helo("hang"), macros));

            assertEquals("org.example.Witness.helo was interrupted", failure.getMessage());
        }
    }

    @Test
    void aNewBodyThatCannotBeKeptIsAFailureWhateverTheHandlerMakesOfIt() {
        try (Conversation session = session(own -> own)) {
            session.on(new MailFrom("<large@example.net>", List.of()), macros);

            var failure = assertThrows(MilterFailure.class, () -> session.endOfMessage(MESSAGE, macros));

            assertTrue(failure.afterEdits());
        }
    }

    private static Conversation session(Patience patience) {
        var terms = new Terms(
                new Negotiate(6, Set.of(), Set.of()),
                patience,
                () -> new BodyReplacement(new BodySpool(directory, 1_000, 1_000, new MessageMemory(0)), true),
                remark -> {});
        return new JilterMilter(HandlerClass.load(jars, "org.example.Witness"), DEADLINE).begin(terms);
    }
}
