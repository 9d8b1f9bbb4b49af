package org.miltermanager.milters.jilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Patience;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.SessionMacros;

/** Handlers that take too long, and ask for too much. */
class JilterTroubleTest {
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

            assertThrows(MilterFailure.class, () -> session.endOfMessage(HandlerSession.MESSAGE, macros));
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

            var failure = assertThrows(MilterFailure.class, () -> session.endOfMessage(HandlerSession.MESSAGE, macros));

            assertTrue(failure.afterEdits());
        }
    }

    private static Conversation session(Patience patience) {
        return new HandlerSession(jars, directory).with("org.example.Witness", patience);
    }
}
