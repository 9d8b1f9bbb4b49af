package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Tree;

/** Milters that no class knows. */
class UnknownMilterTest {
    private static final String UNIX = """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000003 00000000 00000000 0001 03 501 /run/house/connected.sock
        0000000000000000: 00000002 00000000 00010000 0001 01 502 /run/house/milter.sock
        0000000000000000: 00000002 00000000 00010000 0001 01 503 @abstract
        """;

    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private List<Finding> found() {
        return Products.find(tree.host());
    }

    private Finding only() {
        assertEquals(1, found().size(), () -> found().toString());
        return found().getFirst();
    }

    private void runs(String unit, String socket) {
        tree.file("/proc/4711/cgroup", "0::/system.slice/" + unit + ".service\n")
                .link("/proc/4711/fd/0", "/dev/null")
                .link("/proc/4711/fd/3", socket)
                .file("/proc/net/unix", UNIX);
    }

    private static String connect(Finding finding) {
        return finding.endpoint().orElseThrow().toString();
    }

    @Test
    void isFoundByTheSocketThatItsUnitHolds() {
        tree.enabledUnit("house-milter", "/opt/house/milter");
        runs("house-milter", "socket:[502]");

        assertEquals(State.ENABLED, only().state());
        assertEquals("unix:/run/house/milter.sock", connect(only()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # /proc/net/ | address as the kernel writes it on this machine | is asked at
        tcp          | 0100007F:22B8                              | inet:8888@127.0.0.1
        tcp          | 00000000:22B8                              | inet:8888@127.0.0.1
        tcp6         | 00000000000000000000000000000000:22B8      | inet:8888@[::1]
        """)
    void isFoundByAPort(String table, String local, String connect) {
        assertEquals(
                ByteOrder.LITTLE_ENDIAN, ByteOrder.nativeOrder(), "the addresses above are those of such a machine");
        tree.enabledUnit("house-milter", "/opt/house/milter");
        runs("house-milter", "socket:[900]");
        tree.file(
                "/proc/net/" + table,
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                        + "   0: " + local
                        + " 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0  0 900 1\n");

        assertEquals(connect, connect(only()).replace("0:0:0:0:0:0:0:1", "::1"));
    }

    /** Connections that have just ended fill the table. */
    @Test
    void isFoundByAPortOfABusyHost() {
        String ended = " 0100007F:1F90 0100007F:C0DE 06 00000000:00000000 03:00001769 00000000     0  0 0 3\n";
        String own = " 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0  0 900 1\n";
        tree.enabledUnit("house-milter", "/opt/house/milter");
        runs("house-milter", "socket:[900]");
        tree.file("/proc/net/tcp", "  sl  local_address\n" + ("   0:" + ended).repeat(20_000) + "   1:" + own);

        assertEquals("inet:8888@127.0.0.1", connect(only()));
    }

    @Test
    void isFoundByItsCommandLineWhereItDoesNotRun() {
        tree.enabledUnit("house-milter", "/opt/house/milter --listen inet:8888@localhost");

        assertEquals("inet:8888@localhost", connect(only()));
    }

    @Test
    void isToldWhereNothingSaysWhereItListens() {
        tree.enabledUnit("house-milter", "/opt/house/milter");

        assertEquals(State.UNREADABLE, only().state());
        assertEquals(
                "house-milter does not listen now, and its command line names no socket",
                only().troubles().getFirst().problem());
    }

    @Test
    void isNeverTheManagerItself() {
        tree.enabledUnit("milter-manager", "/usr/sbin/milter-manager")
                .file("/usr/lib/systemd/system/milter-manager.socket", "[Socket]\n");
        runs("milter-manager", "socket:[502]");

        assertEquals(List.of(), found());
    }

    @Test
    void thatPostfixListsHasANameOfItsOwn() {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim -p unix:/run/opendkim/own.sock")
                .file("/etc/postfix/main.cf", """
                    smtpd_milters = unix:/run/a/sock, unix:/run/b/sock, unix:/srv/b/sock, unix:/opendkim.sock,
                      inet:192.0.2.1:8888, inet:192.0.2.2:8888
                    """);

        assertEquals(
                List.of(
                        "b-sock unix:/run/b/sock",
                        "b-sock-2 unix:/srv/b/sock",
                        "milter-8888 inet:8888@192.0.2.1",
                        "milter-8888-2 inet:8888@192.0.2.2",
                        "opendkim unix:/run/opendkim/own.sock",
                        "opendkim-2 unix:/opendkim.sock",
                        "sock unix:/run/a/sock"),
                found().stream()
                        .map(finding -> finding.name() + " " + connect(finding))
                        .sorted()
                        .toList());
    }

    @Test
    void thatACommentInMasterCfNamesIsNone() {
        tree.file("/etc/postfix/master.cf", "smtp inet n - y - - smtpd\n  # -o smtpd_milters=unix:/run/old.sock\n");

        assertEquals(List.of(), found());
    }

    @Test
    void thatPostfixListsIsFoundAndLeftToPostfix() {
        tree.file("/etc/postfix/main.cf", "# none\nsmtpd_milters =\n   inet:localhost:8888\nx = inet:[::1]:1\n")
                .file("/etc/postfix/master.cf", """
                    smtp inet n - y - - smtpd
                      -o smtpd_milters=unix:/run/other.sock,$x
                    """);

        List<Finding> found = found();

        assertEquals(
                List.of("inet:1@[::1]", "inet:8888@localhost", "unix:/run/other.sock"),
                found.stream().map(UnknownMilterTest::connect).sorted().toList());
        assertTrue(found.stream().allMatch(finding -> finding.state() == State.LISTED), found::toString);
        assertTrue(
                found.stream()
                        .flatMap(finding -> finding.evidence().stream())
                        .toList()
                        .contains(new Evidence(
                                Topic.SOCKET,
                                "smtpd_milters lists inet:8888@localhost",
                                new Place("/etc/postfix/main.cf", 2))),
                found::toString);
    }

    @Test
    void thatIsListedAndKnownIsFoundOnce() {
        tree.enabledUnit("clamav-milter", "/usr/sbin/clamav-milter -c /etc/c.conf")
                .file("/etc/c.conf", "MilterSocket /run/c.sock\n")
                .file("/etc/postfix/main.cf", "smtpd_milters = unix:/run/c.sock\n");

        assertEquals("clamav-milter", only().name());
        assertEquals(State.ENABLED, only().state());
    }
}
