package org.miltermanager.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.LogLevel;
import org.miltermanager.app.config.LogTarget;
import org.miltermanager.app.config.SyslogFacility;
import org.miltermanager.app.host.ForkedJvm;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Privileges;
import org.miltermanager.app.host.User;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A driver that speaks of an address with its password. */
    public static final class Talkative {
        private Talkative() {}

        public static void main(String[] arguments) {
            Logging.silenceDrivers();
            java.util.logging.Logger.getLogger("driver").severe("secret@127.0.0.1");
            System.out.println("connected");
        }
    }

    @TempDir
    Path directory;

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givesJournaldTheLevelInFront() {
        try (var _ = Logging.start(LogLevel.INFO, new StdoutSink(out, true))) {
            var log = LoggerFactory.getLogger("org.miltermanager.test");
            log.error(Severity.AS_CRITICAL, "a");
            log.error("b");
            log.warn("c");
            log.info(Severity.AS_NOTICE, "d");
            log.info("e");
            log.debug("f");
        }
        assertEquals("<2>a\n<3>b\n<4>c\n<5>d\n<6>e\n", written());
    }

    @Test
    void anotherLevelHoldsAtOnce() {
        try (var logging = Logging.start(LogLevel.INFO, new StdoutSink(out, true))) {
            var log = LoggerFactory.getLogger("org.miltermanager.test");
            log.debug("before");
            logging.level(LogLevel.DEBUG);
            log.debug("after");
        }
        assertEquals("<7>after\n", written());
    }

    @Test
    void letsLibrariesWarnOnly() {
        try (var _ = Logging.start(LogLevel.TRACE, new StdoutSink(out, true))) {
            LoggerFactory.getLogger("io.netty.test").info("chatter");
            LoggerFactory.getLogger("io.netty.test").warn("trouble");
        }
        assertEquals("<4>trouble\n", written());
    }

    @Test
    void letsNoDriverSpeakOnStandardError() throws IOException, InterruptedException {
        assertEquals("connected\n", ForkedJvm.run(List.of(), Talkative.class));
    }

    @Test
    void aStrangerCannotForgeALine() {
        try (var _ = Logging.start(LogLevel.INFO, new StdoutSink(out, true))) {
            LoggerFactory.getLogger("org.miltermanager.test").info("helo={}", "x\n<2>forged\u001b[31m\u0085\u202e");
        }
        assertEquals("<6>helo=x\\x0a<2>forged\\x1b[31m\\x85\\u202e\n", written());
    }

    @Test
    void stackTracesAreLinesToo() {
        try (var _ = Logging.start(LogLevel.INFO, new StdoutSink(out, true))) {
            LoggerFactory.getLogger("org.miltermanager.test")
                    .error("broken", new IllegalStateException("bad\r\nstate"));
        }
        assertTrue(
                written().startsWith("<3>broken\n<3>| java.lang.IllegalStateException: bad\\x0d\\x0astate\n<3>|   at"));
    }

    @Test
    void showsTimeAndLevelToAReader() {
        try (var _ = Logging.start(LogLevel.INFO, new StdoutSink(out, false))) {
            LoggerFactory.getLogger("org.miltermanager.test").warn("hello");
        }
        assertTrue(written().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}[+-]\\d\\d:\\d\\d warning hello\n"), written());
    }

    @Test
    void rootFollowsNoLinkInADirectoryOfAnother() throws IOException {
        assumeTrue(Privileges.root(), "only root can write to files of others");
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.createSymbolicLink(theirs.resolve("mm.log"), victim);
        var target = new LogTarget.File(theirs.resolve("mm.log"));
        Files.setAttribute(theirs, "unix:uid", User.named("nobody").uid());

        assertThrows(HostFailure.class, () -> Logging.start(LogLevel.INFO, target, SyslogFacility.MAIL));

        assertEquals("precious", Files.readString(victim));
    }

    /** As a plug-in's is that takes too long; Java closes a channel at which an interrupted thread writes, for everybody. */
    @Test
    void aThreadThatIsInterruptedSilencesNobody() throws IOException {
        Path file = directory.resolve("mm.log");
        try (var _ = Logging.start(LogLevel.INFO, new LogTarget.File(file), SyslogFacility.MAIL)) {
            var log = LoggerFactory.getLogger("org.miltermanager.test");
            Thread.currentThread().interrupt();
            log.warn("interrupted");
            assertTrue(Thread.interrupted());
            log.info("next");
        }
        assertEquals(
                List.of("warning interrupted", "info next"),
                Files.readAllLines(file).stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList());
    }

    @Test
    void writesOnInANewFileAfterARotation() throws IOException {
        Path file = directory.resolve("mm.log");
        Path rotated = directory.resolve("mm.log.1");
        try (var logging = Logging.start(LogLevel.INFO, new LogTarget.File(file), SyslogFacility.MAIL)) {
            var log = LoggerFactory.getLogger("org.miltermanager.test");
            log.info("first");
            Files.move(file, rotated);
            log.info("second");
            logging.reopen();
            log.info("third");
        }
        assertEquals(2, Files.readAllLines(rotated).size());
        assertTrue(Files.readString(file).endsWith(" info third\n"));
    }
}
