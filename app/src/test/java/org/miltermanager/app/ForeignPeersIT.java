package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Packet;

/** The daemon between a mail server and milters that all speak the protocol by software that nobody here wrote. */
@NeedsForeignPeers
class ForeignPeersIT {
    @TempDir
    static Path directory;

    private static ForeignPeer editor;
    private static ForeignPeer stamper;
    private static RunningDaemon daemon;
    private static String spec;

    @BeforeAll
    static void start() throws Exception {
        editor = ForeignPeer.editor(directory);
        stamper = ForeignPeer.stamper(directory);
        spec = "unix:" + directory.resolve("mm.sock");
        RunningDaemon.configure(
                directory,
                "listen = \"" + spec + "\"\n" + RunningDaemon.milter("editor", editor.spec())
                        + RunningDaemon.milter("stamper", stamper.spec()));
        daemon = RunningDaemon.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        try (var _ = editor;
                var _ = stamper) {
            daemon.close();
        }
    }

    @BeforeEach
    void forget() throws IOException {
        editor.forget();
        stamper.forget();
    }

    private static void assertComplete(List<String> printed) {
        assertEquals("complete", printed.getLast(), () -> String.join("\n", printed));
    }

    @Test
    void everyEditOfALibmilterProgramArrivesAtMiltertest() throws Exception {
        assertComplete(ForeignPeer.miltertest("edits.lua", spec));

        assertEquals(
                List.of(
                        "negotiate actions=0x1ff steps=0x1fffff",
                        "connect client.example.net 192.0.2.7 j=mail.example.org daemon_name=foreign",
                        "helo client.example.net",
                        "mail <sender@example.net> SIZE=100 BODY=8BITMIME",
                        "rcpt <less@example.org> NOTIFY=NEVER",
                        "data",
                        "header From:sender@example.net",
                        "header Subject:as it was",
                        "header X-Secret:one",
                        "header X-Secret:two",
                        "header X-Ask:add",
                        "header X-Ask:insert",
                        "header X-Ask:change",
                        "header X-Ask:delete",
                        "header X-Ask:body",
                        "header X-Ask:recipients",
                        "header X-Ask:sender",
                        "header X-Ask:progress",
                        "eoh",
                        "eom body=12 i=QUEUE1 queue_note=asked for",
                        "mail <sender@example.net>",
                        "rcpt <held@example.org>",
                        "data",
                        "header X-Ask:quarantine",
                        "eoh",
                        "eom body=10 i=QUEUE1 queue_note=asked for", // libmilter keeps macros until others come
                        "close"),
                editor.recordOfSessions(1));
    }

    @Test
    void aPythonMilterSeesTheMessageAsTheLibmilterProgramLeftIt() throws Exception {
        assertComplete(ForeignPeer.miltertest("edits.lua", spec));

        List<String> seen = stamper.recordOfSessions(1);
        assertEquals(
                List.of(
                        "header X-Inserted:on top",
                        "header From:sender@example.net",
                        "header Subject:changed",
                        "header X-Secret:one"),
                seen.stream().filter(line -> line.startsWith("header")).limit(4).toList());
        assertEquals(
                List.of("header X-Added:by libmilter", "eoh", "body b'Another body.\\r\\n'", "eom i=QUEUE1"),
                seen.subList(seen.indexOf("eoh") - 1, seen.indexOf("eoh") + 3));
        assertEquals(
                List.of("mail <sender@example.net>", "rcpt <held@example.org>", "abort", "close"),
                seen.subList(seen.size() - 4, seen.size()),
                "a message that is held has had its judgement");
    }

    @Test
    void repliesOfBothReachMiltertestAndRefuseNothingElse() throws Exception {
        assertComplete(ForeignPeer.miltertest("replies.lua", spec));

        assertEquals(
                List.of(
                        "unknown XCLIENT NAME=x",
                        "mail <a@example.net>",
                        "rcpt <refused@example.org>",
                        "rcpt <later@example.org>",
                        "rcpt <good@example.org>"),
                editor.recordOfSessions(1).subList(3, 8));
        assertEquals(
                List.of(
                        "connect client.example.net 192.0.2.7",
                        "helo client.example.net",
                        "mail <a@example.net>",
                        "rcpt <good@example.org>",
                        "header Subject:python says no",
                        "eoh",
                        "body b'Hello.\\r\\n'",
                        "eom i=None",
                        "mail <b@example.net>",
                        "rcpt <good@example.org>",
                        "abort",
                        "mail <c@example.net>",
                        "rcpt <good@example.org>",
                        "abort",
                        "mail <d@example.net>",
                        "rcpt <good@example.org>",
                        "header Subject:nothing asked for",
                        "eoh",
                        "body b'Hello.\\r\\n'",
                        "eom i=None",
                        "close"),
                stamper.recordOfSessions(1));
    }

    @Test
    void bothAreToldWhenTheMailServerVanishes() throws Exception {
        assertComplete(ForeignPeer.miltertest("vanish.lua", spec));

        assertEquals(List.of("data", "abort", "close"), lastThree(editor.recordOfSessions(1)));
        assertEquals(List.of("rcpt <good@example.org>", "abort", "close"), lastThree(stamper.recordOfSessions(1)));
        daemon.awaitLine("warning session=\\S+ client=\\S+ ended: the mail server disconnected within a message");
    }

    private static List<String> lastThree(List<String> record) {
        return record.subList(record.size() - 3, record.size());
    }

    /** What miltertest does not understand: the sender's change, ESMTP parameters, replies of several lines. */
    @Test
    void whatMiltertestCannotReadIsRightToTheOctet() throws Exception {
        try (var mta = ScriptedMta.connect(spec)) {
            mta.negotiate();
            mta.ask(Commands.connect("client.example.net", 25, "192.0.2.7"));
            mta.ask(Commands.helo("client.example.net"));
            mta.ask(Commands.mail("<a@example.net>"));

            assertEquals(
                    "y 451-4.7.1 not now\\r\\n451 4.7.1 but later",
                    said(mta.ask(Commands.rcpt("<later@example.org>"))));
            assertEquals("y 550 5.7.1 not for 100%% of you", said(mta.ask(Commands.rcpt("<refused@example.org>"))));
            mta.ask(Commands.rcpt("<less@example.org>"));
            mta.ask(Commands.data());
            mta.send(
                    Commands.header("X-Ask", " sender"),
                    Commands.header("X-Ask", " recipients"),
                    Commands.endOfHeaders());
            List<String> answer = mta.askForEdits(Commands.endOfMessage()).stream()
                    .map(ForeignPeersIT::said)
                    .toList();

            assertEquals(
                    List.of(
                            "e <other@example.org> | RET=HDRS",
                            "+ <more@example.org>",
                            "2 <notified@example.org> | NOTIFY=NEVER",
                            "- <less@example.org>",
                            "h X-Stamp |  0 octets",
                            "c"),
                    answer);
            mta.send(Commands.quit());
            assertTrue(mta.isClosedByMilter());
        }
    }

    private static String said(Packet packet) {
        return packet.toString();
    }
}
