package org.miltermanager.milters.clamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.Scanned;
import org.miltermanager.service.Services;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;

/** A long message is streamed to clamd while it arrives. */
class ClamdArrivingTest {
    private static final Octets CHUNK = Octets.of("a".repeat(Message.CHUNK));
    private static final String FOUND = "stream: Eicar-Test FOUND\0";

    private final Deadlines deadlines = new Deadlines();
    private final List<String> streams = new ArrayList<>();
    private ScriptedService clamd;

    @BeforeEach
    void start() throws IOException {
        clamd = ScriptedService.tcp(ClamdManners.answering(FOUND, streams::add));
    }

    @AfterEach
    void stop() {
        clamd.close();
        deadlines.close();
    }

    private Conversation session() {
        var settings = ClamdSessions.settings(ClamdSessions.servers(clamd), OnInfected.REJECT);
        var milter = new ClamdMilter(settings, new Services(deadlines).of(settings.servers()));
        return milter.begin(Scanned.terms(remark -> {}));
    }

    private static void envelope(Conversation session, String sender) {
        session.on(new MailFrom(sender, List.of()), Macros.NONE);
        session.on(new RcptTo("<alice@example.org>", List.of()), Macros.NONE);
    }

    @Test
    void sendsWhatIsThereBeforeTheRestHasArrived() {
        var seen = new CountDownLatch(1);
        clamd.behave(noticing(seen));
        Conversation session = session();
        envelope(session, "<bob@example.net>");

        session.arriving(new Arriving(List.of(CHUNK, CHUNK), () -> await(seen)), Macros.NONE);
        Outcome outcome = session.endOfMessage(new Scanned(List.of(), List.of(CHUNK, CHUNK)), Macros.NONE);

        assertEquals(new SmtpReply(550, "5.7.1", "Virus found: Eicar-Test"), outcome.verdict());
        assertEquals(1, clamd.connections());
    }

    @Test
    void streamsAllOfIt() {
        Conversation session = session();
        envelope(session, "<bob@example.net>");

        session.arriving(new Arriving(List.of(CHUNK, Octets.of("end")), () -> {}), Macros.NONE);

        assertEquals(
                List.of("From milter-manager\r\nSubject: long\r\n\r\n" + "a".repeat(Message.CHUNK) + "end"), streams);
    }

    @Test
    void asksAgainOfTheNextMessage() {
        Conversation session = session();
        envelope(session, "<bob@example.net>");
        session.arriving(new Arriving(List.of(CHUNK, CHUNK), () -> {}), Macros.NONE);
        session.endOfMessage(new Scanned(List.of(), List.of(CHUNK, CHUNK)), Macros.NONE);
        clamd.behave(ClamdManners.answering("stream: OK\0"));

        envelope(session, "<bob@example.net>");
        Outcome outcome = session.endOfMessage(Scanned.of("short\r\n"), Macros.NONE);

        assertEquals(Ruling.CONTINUE, outcome.verdict());
        assertEquals(2, clamd.connections());
    }

    @Test
    void forgetsAMessageThatWasGivenUp() {
        Conversation session = session();
        envelope(session, "<bob@example.net>");
        var givenUp = new Arriving(List.of(CHUNK, CHUNK), () -> {
            throw new CancellationException();
        });
        assertThrows(CancellationException.class, () -> session.arriving(givenUp, Macros.NONE));
        session.abort();
        clamd.behave(ClamdManners.answering("stream: OK\0", streams::add));

        envelope(session, "<bob@example.net>");
        session.endOfMessage(Scanned.of("short\r\n"), Macros.NONE);

        assertEquals("From milter-manager\r\n\r\nshort\r\n", streams.getLast());
    }

    @Test
    void breaksOffWhereItBecomesTooLong() {
        Conversation session = session();
        envelope(session, "<bob@example.net>");
        var parts = List.of(CHUNK, Octets.of("b".repeat(1 << 20)));

        session.arriving(new Arriving(parts, () -> {}), Macros.NONE);
        Outcome outcome = session.endOfMessage(new Scanned(List.of(), parts), Macros.NONE);

        assertEquals(
                new AddHeader("X-Virus-Status", " Not scanned (too large)"),
                outcome.edits().getLast());
    }

    @Test
    void showsNothingOfMailThatIsExempt() {
        Conversation session = session();
        envelope(session, "<friend@example.net>");

        session.arriving(new Arriving(List.of(CHUNK, CHUNK), () -> {}), Macros.NONE);

        assertEquals(0, clamd.connections());
    }

    @Test
    void hasFailedWhereNoServerAnswers() {
        clamd.behave(ClamdManners.answering("220 mail ESMTP\0"));
        Conversation session = session();
        envelope(session, "<bob@example.net>");
        var arriving = new Arriving(List.of(CHUNK, CHUNK), () -> {});

        assertThrows(MilterFailure.class, () -> session.arriving(arriving, Macros.NONE));
    }

    /** A clamd that notices when the first part of a stream is there. */
    private static Manners noticing(CountDownLatch seen) {
        return (in, out) -> {
            in.readNBytes("zINSTREAM\0".length());
            readChunk(in);
            seen.countDown();
            while (readChunk(in) > 0) {}
            out.write(FOUND.getBytes(ISO_8859_1));
        };
    }

    private static int readChunk(DataInputStream in) throws IOException {
        int length = in.readInt();
        in.readNBytes(length);
        return length;
    }

    private static void await(CountDownLatch seen) {
        try {
            if (!seen.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("clamd has not been sent anything");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message whose last part arrives late. */
    private record Arriving(List<Octets> parts, Runnable beforeTheLast) implements Content {
        @Override
        public List<Header> headers() {
            return List.of(new Header("Subject", " long"));
        }

        @Override
        public Iterable<Octets> body() {
            return () -> new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < parts.size();
                }

                @Override
                public Octets next() {
                    if (next == parts.size() - 1) {
                        beforeTheLast.run();
                    }
                    return parts.get(next++);
                }
            };
        }
    }
}
