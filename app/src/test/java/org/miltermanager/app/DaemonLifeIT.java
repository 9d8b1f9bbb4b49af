package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.child.Misdeed;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;
import org.miltermanager.fixtures.wire.Replies;

/** The process from its start to its end: signals, reload, rotation, and what it tells an administrator meanwhile. */
class DaemonLifeIT {
    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private String spec = "";

    @BeforeEach
    void listenInTheDirectory() {
        spec = "unix:" + directory.resolve("mm.sock");
    }

    private void configure(String toml) throws IOException {
        RunningDaemon.configure(directory, "listen = \"" + spec + "\"\n" + toml);
    }

    private static ScriptedMilter stamping(String header) throws IOException {
        return ScriptedMilter.start(Rules.continuing().on('E', Replies.addHeader(header, "yes"), Replies.CONTINUE));
    }

    private ScriptedMta session() throws IOException, InterruptedException {
        ScriptedMta mta = ScriptedMta.connect(spec);
        mta.negotiate();
        mta.ask(Commands.connect("client.example.net", 25, "192.0.2.7"));
        mta.ask(Commands.helo("client.example.net"));
        return mta;
    }

    private static void envelope(ScriptedMta mta) throws IOException, InterruptedException {
        mta.ask(Commands.mail("<a@example.net>"));
        mta.ask(Commands.rcpt("<b@example.org>"));
    }

    private static List<Packet> content(ScriptedMta mta) throws IOException, InterruptedException {
        mta.ask(Commands.data());
        return mta.askForEdits(Commands.header("Subject", " x"), Commands.endOfHeaders(), Commands.endOfMessage());
    }

    /** Case 115. */
    @Test
    void aReloadIsForTheSessionsThatFollow() throws Exception {
        try (ScriptedMilter old = stamping("X-Old");
                ScriptedMilter next = stamping("X-Next")) {
            configure(RunningDaemon.milter("old", old.address()));
            try (RunningDaemon daemon = RunningDaemon.start(directory)) {
                var running = new ArrayList<ScriptedMta>();
                for (int i = 0; i < 100; i++) {
                    running.add(session());
                    envelope(running.getLast());
                }

                configure(RunningDaemon.milter("next", next.address()));
                daemon.signal("HUP");
                daemon.awaitLine("info reloaded, milters: next$");

                var stamp = List.of(Replies.addHeader("X-Old", " yes"), Replies.CONTINUE);
                try (ScriptedMta fresh = session()) {
                    envelope(fresh);
                    assertEquals(
                            Replies.addHeader("X-Next", " yes"), content(fresh).getFirst());
                }
                for (ScriptedMta mta : running) {
                    assertEquals(stamp, content(mta));
                    envelope(mta);
                    assertEquals(stamp, content(mta), "also the next message of a session that runs");
                    mta.close();
                }
                assertEquals(100, old.visits().size());
                assertEquals(1, next.visits().size());
            }
        }
    }

    @Test
    void aReloadIsHeardAlsoUnderNohup() throws Exception {
        configure("");
        try (RunningDaemon daemon =
                RunningDaemon.launch(List.of("nohup"), directory, "-u", System.getProperty("user.name"))) {
            daemon.awaitLine("info listening on .*");

            daemon.signal("HUP");

            daemon.awaitLine("info reloaded, milters: none");
        }
    }

    @Test
    void aBrokenFileChangesNothingAndIsExplained() throws Exception {
        try (ScriptedMilter old = stamping("X-Old")) {
            configure(RunningDaemon.milter("old", old.address()));
            try (RunningDaemon daemon = RunningDaemon.start(directory)) {
                configure("mta = \"exim\"\n[[milter]]\nname = \"x\"\nconect = \"inet:1@127.0.0.1\"\n");
                daemon.signal("HUP");

                String file = directory.resolve("milter-manager.toml").toString();
                daemon.awaitLine("error not reloaded, the old configuration stays; mistakes: 3$");
                daemon.awaitLine("error \\Q" + file + ":2:1: mta: got \"exim\", expected one of \"auto\"");
                daemon.awaitLine(
                        "error \\Q" + file + ":4:1: milter \"x\": the key 'connect' is missing, where it listens");
                daemon.awaitLine("error \\Q" + file + ":5:1: unknown key 'conect'; did you mean 'connect'?");
                try (ScriptedMta mta = session()) {
                    envelope(mta);
                    assertEquals(
                            Replies.addHeader("X-Old", " yes"), content(mta).getFirst());
                }

                configure(RunningDaemon.milter("old", old.address()));
                daemon.signal("HUP");
                daemon.awaitLine("info reloaded, milters: old$");
            }
        }
    }

    @Test
    void whatIsOddIsNamed() throws Exception {
        configure("");
        try (RunningDaemon daemon = RunningDaemon.start(directory)) {
            daemon.awaitLine("warning no milter is configured and enabled: every message passes as it is$");
            RunningDaemon.configure(directory, "listen = \"inet:1@127.0.0.1\"\npid-file = \"/run/x\"\n");
            daemon.signal("HUP");

            daemon.awaitLine("warning what is said of pid-file needs a restart$");
            daemon.awaitLine("warning listen = \"inet:1@127.0.0.1\" needs a restart; still listening on \\Q" + spec);
        }
    }

    @Test
    void aMilterThatFailsIsLookedAtAndWhatHelpsIsSaidOnce() throws Exception {
        configure(RunningDaemon.milter("gone", "unix:" + directory.resolve("gone.sock")));
        try (RunningDaemon daemon = RunningDaemon.start(directory)) {
            session().close();
            session().close();

            daemon.awaitLine(
                    "warning milter=gone unix:.*/gone.sock: /.*/gone.sock does not exist; what helps: start the milter, .*");
            daemon.await(
                    "both sessions",
                    () -> daemon.linesWith(".*milter=gone failed at SMFIC_CONNECT.*")
                                    .size()
                            == 2);
            assertEquals(
                    1,
                    daemon.linesWith("warning milter=gone .*; what helps: .*").size());
        }
    }

    @Test
    void afterARotationItWritesToTheNewFile() throws Exception {
        configure("");
        Path log = directory.resolve("mm.log");
        try (RunningDaemon daemon =
                RunningDaemon.launch(directory, "-u", System.getProperty("user.name"), "--log-path", log.toString())) {
            daemon.await("the log file", () -> text(log).contains("listening on"));
            Path rotated = Files.move(log, directory.resolve("mm.log.1"));

            daemon.signal("USR1");
            daemon.await("a new file", () -> Files.exists(log));
            daemon.signal("TERM");

            assertEquals(0, daemon.awaitExit(GRACE));
            assertTrue(text(log).endsWith(" info stopped\n"), () -> text(log));
            assertFalse(text(rotated).contains("stopped"), () -> text(rotated));
            assertEquals(List.of(), daemon.lines(), "the terminal stays quiet");
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aMessageThatIsBeingJudgedGetsItsAnswerBeforeTheEnd() throws Exception {
        Rules slow =
                Rules.continuing().on('E', Misdeed.late(Duration.ofSeconds(2), Replies.replyCode("550 5.7.1 late")));
        try (ScriptedMilter milter = ScriptedMilter.start(slow)) {
            configure(RunningDaemon.milter("slow", milter.address()));
            try (RunningDaemon daemon = RunningDaemon.start(directory);
                    ScriptedMta mta = session();
                    ScriptedMta idle = session()) {
                envelope(mta);
                mta.ask(Commands.data());
                mta.send(Commands.header("Subject", " x"), Commands.endOfHeaders(), Commands.endOfMessage());
                milter.awaitVisit(1).await('E', 1);

                daemon.signal("TERM");

                assertTrue(idle.isClosedByMilter());
                assertThrows(IOException.class, () -> ScriptedMta.connect(spec));
                assertEquals(Replies.replyCode("550 5.7.1 late"), mta.read());
                assertTrue(mta.isClosedByMilter());
                assertEquals(0, daemon.awaitExit(GRACE));
                assertEquals(
                        1,
                        daemon.linesWith("verdict=reject decider=slow reply=\"550 5.7.1 late\"")
                                .size());
                assertFalse(Files.exists(directory.resolve("mm.sock")));
            }
        }
    }

    @Test
    void aMessageThatTakesLongerThanTheGraceIsLeftToTheMailServer() throws Exception {
        try (ScriptedMilter milter = ScriptedMilter.start(Rules.continuing().on('E', Misdeed.hang()))) {
            configure("[limits]\nshutdown-grace = \"1s\"\n" + RunningDaemon.milter("slow", milter.address()));
            try (RunningDaemon daemon = RunningDaemon.start(directory);
                    ScriptedMta mta = session()) {
                envelope(mta);
                mta.ask(Commands.data());
                mta.send(Commands.endOfHeaders(), Commands.endOfMessage());
                milter.awaitVisit(1).await('E', 1);

                daemon.signal("TERM");

                assertEquals(0, daemon.awaitExit(Duration.ofSeconds(20)));
                daemon.awaitLine("warning 1 messages? (were|was) not answered within 1 s");
                assertTrue(mta.isClosedByMilter(), "without an answer: the mail server keeps the message");
            }
        }
    }

    @Test
    void idleSessionsDoNotHoldItUp() throws Exception {
        configure("");
        try (RunningDaemon daemon = RunningDaemon.start(directory);
                ScriptedMta one = session();
                ScriptedMta other = ScriptedMta.connect(spec)) {
            daemon.signal("INT");

            assertEquals(0, daemon.awaitExit(Duration.ofSeconds(10)));
            assertTrue(one.isClosedByMilter());
            assertTrue(other.isClosedByMilter());
        }
    }

    @Test
    void aSocketThatACrashLeftIsReplaced() throws Exception {
        try (var crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(directory.resolve("mm.sock")));
        }
        configure("");
        try (var _ = RunningDaemon.start(directory);
                ScriptedMta mta = session()) {
            assertEquals(Replies.CONTINUE, mta.ask(Commands.mail("<a@example.net>")));
        }
    }

    @Test
    void aSocketInUseIsRefusedWithItsOwner() throws Exception {
        configure("");
        try (RunningDaemon first = RunningDaemon.start(directory);
                RunningDaemon second = RunningDaemon.launch(directory, "-u", System.getProperty("user.name"))) {
            assertEquals(1, second.awaitExit(GRACE));
            assertEquals(
                    List.of("milter-manager: cannot listen at " + spec + ": pid " + first.pid()
                            + " (milter-manager) listens there; stop it or choose another path"),
                    second.lines());
            try (ScriptedMta mta = session()) {
                assertEquals(Replies.CONTINUE, mta.ask(Commands.mail("<a@example.net>")));
            }
        }
    }
}
