package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.child.Rules;
import org.miltermanager.fixtures.child.ScriptedMilter;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;

/** Whatever strangers send, the heap of the packages' daemon holds it. */
class MemoryIT {
    private static final List<String> PACKAGED = List.of(
            "env",
            "JAVA_TOOL_OPTIONS=-XX:+UseSerialGC -Xmx128m -XX:MaxDirectMemorySize=128m -XX:+ExitOnOutOfMemoryError");
    private static final String NO_ROOM = "y 452 4.3.1 Insufficient storage for the message";
    private static final Packet CHUNK = Commands.body("x".repeat(65_533) + "\r\n");
    private static final Packet HEADER = Commands.header("X-Long", " " + "x".repeat(59_000));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aHundredAndFiftySessionsWithLongMessagesAtOnceAreServed() throws Exception {
        var session = new ArrayList<Packet>(List.of(Commands.header("Subject", " x"), Commands.endOfHeaders()));
        for (int i = 0; i < 15; i++) {
            session.add(CHUNK);
        }

        assertEquals(Set.of("c"), answers(150, session));
    }

    @Test
    void longHeadersOfManyMessagesAtOnceAreDeferredWhereTheyFindNoRoom() throws Exception {
        var session = new ArrayList<Packet>();
        for (int i = 0; i < 170; i++) {
            session.add(HEADER);
        }

        assertEquals(Set.of("c", NO_ROOM), answers(30, session));
    }

    /** Sends the content in all sessions before it ends the first message. */
    private Set<String> answers(int sessions, List<Packet> content) throws Exception {
        String spec = "unix:" + directory.resolve("mm.sock");
        List<ScriptedMta> mtas = new ArrayList<>();
        try (var milter = ScriptedMilter.start(Rules.continuing())) {
            RunningDaemon.configure(
                    directory, "listen = \"" + spec + "\"\n" + RunningDaemon.milter("a", milter.address()));
            try (var daemon = RunningDaemon.launch(PACKAGED, directory, "-u", System.getProperty("user.name"))) {
                daemon.awaitLine("info listening on .*");
                for (int i = 0; i < sessions; i++) {
                    mtas.add(inMessage(spec));
                    mtas.getLast().send(content.toArray(Packet[]::new));
                }
                Set<String> answers = new TreeSet<>();
                for (ScriptedMta mta : mtas) {
                    answers.add(mta.ask(Commands.endOfMessage()).toString());
                }
                assertTrue(daemon.linesWith("Terminating due to").isEmpty(), () -> String.join("\n", daemon.lines()));
                return answers;
            }
        } finally {
            for (ScriptedMta mta : mtas) {
                mta.close();
            }
        }
    }

    private static ScriptedMta inMessage(String spec) throws IOException, InterruptedException {
        ScriptedMta mta = ScriptedMta.connect(spec);
        mta.negotiate();
        mta.ask(Commands.connect("client.example.net", 25, "192.0.2.7"));
        mta.ask(Commands.mail("<bob@example.net>"));
        mta.ask(Commands.rcpt("<alice@example.org>"));
        mta.ask(Commands.data());
        return mta;
    }
}
