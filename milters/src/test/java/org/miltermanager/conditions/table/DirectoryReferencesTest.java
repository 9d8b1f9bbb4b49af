package org.miltermanager.conditions.table;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.condition.Lookup;

/** A directory that names others (RFC 4511 4.1.10, 4.5.3), as Active Directory does with each search from its root. */
class DirectoryReferencesTest {
    private static final int BIND_REQUEST = 0x60;
    private static final int SEARCH_REQUEST = 0x63;

    private static final byte[] OTHER =
            tagged(0x04, "ldap://DomainDnsZones.example/DC=DomainDnsZones,DC=example".getBytes(US_ASCII));
    private static final byte[] SUCCESS = {0x0A, 1, 0, 0x04, 0, 0x04, 0};
    private static final byte[] REFERRAL = joined(new byte[] {0x0A, 1, 10, 0x04, 0, 0x04, 0}, tagged(0xA3, OTHER));
    private static final byte[] NAME = {0x04, 4, 'c', 'n', '=', 'x', 0x30, 0};

    private static final byte[] BOUND = tagged(0x61, SUCCESS);
    private static final byte[] ENTRY = tagged(0x64, NAME);
    private static final byte[] REFERENCE = tagged(0x73, OTHER);
    private static final byte[] DONE = tagged(0x65, SUCCESS);
    private static final byte[] ALL_ELSEWHERE = tagged(0x65, REFERRAL);

    private ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile List<byte[]> found = List.of();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private boolean contains(byte[]... answers) throws Exception {
        found = List.of(answers);
        var table = (Lookup.Remote) settings().lookup(remark -> {});
        return table.contains().apply("alice@example.org").get(20, TimeUnit.SECONDS);
    }

    private TableSettings settings() {
        return new TableSettings(
                "t",
                "ldap://127.0.0.1:" + server.getLocalPort(),
                "(mail={key})",
                "dc=example",
                "",
                Optional.empty(),
                Duration.ofSeconds(3),
                2);
    }

    /** A firewall may have forgotten it: who asks on it waits in vain. */
    @Test
    void aConnectionThatNobodyHasUsedForAWhileIsReplacedBeforeItIsAsked() throws Exception {
        found = List.of(ENTRY, DONE);
        var clock = new AtomicLong();
        var directory = new Directory(settings(), clock::get);

        assertEquals(true, directory.finds("alice@example.org"));
        clock.addAndGet(Duration.ofMinutes(4).toNanos());
        assertEquals(true, directory.finds("alice@example.org"));
        assertEquals(1, connections.get());

        clock.addAndGet(Duration.ofMinutes(6).toNanos());
        assertEquals(true, directory.finds("alice@example.org"));
        assertEquals(2, connections.get());
    }

    @Test
    void aReferenceIsNoEntry() throws Exception {
        assertEquals(false, contains(REFERENCE, DONE));
    }

    @Test
    void anEntryCountsBesideReferences() throws Exception {
        assertEquals(true, contains(REFERENCE, ENTRY, REFERENCE, DONE));
    }

    @Test
    void aDirectoryThatHasNothingOfWhatIsSearchedIsNoAnswer() {
        assertThrows(ExecutionException.class, () -> contains(ALL_ELSEWHERE));
    }

    private void serve() {
        try {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> answer(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            while (in.read() == 0x30) {
                byte[] request = in.readNBytes(length(in));
                int behindId = 2 + request[1];
                byte[] id = Arrays.copyOf(request, behindId);
                List<byte[]> answers = switch (request[behindId] & 0xFF) {
                    case BIND_REQUEST -> List.of(BOUND);
                    case SEARCH_REQUEST -> found;
                    default -> List.of();
                };
                for (byte[] answer : answers) {
                    client.getOutputStream().write(tagged(0x30, joined(id, answer)));
                }
            }
        } catch (IOException gone) {
            // The client went first.
        }
    }

    /** JNDI writes some lengths in more octets than they need. */
    private static int length(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = length << 8 | in.read();
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        return joined(new byte[] {(byte) tag, (byte) content.length}, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
