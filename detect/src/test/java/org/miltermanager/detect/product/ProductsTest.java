package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Tree;

class ProductsTest {
    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private Finding only() {
        List<Finding> found = Products.find(tree.host());
        assertEquals(1, found.size(), found::toString);
        return found.getFirst();
    }

    private static String socket(Finding finding) {
        return finding.endpoint().map(Object::toString).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "milter-greylist, /usr/sbin/milter-greylist -vp /run/a.sock -u nobody, unix:/run/a.sock",
        "opendkim, /usr/sbin/opendkim -p local:/run/a.sock -x /etc/absent, unix:/run/a.sock",
        "dkim-filter, /usr/sbin/dkim-filter -lp inet:8891@localhost, inet:8891@localhost",
        "opendmarc, /usr/sbin/opendmarc -c /etc/absent -p inet:8893@localhost, inet:8893@localhost",
        "spamass-milter, /usr/sbin/spamass-milter -p/run/a.sock -- -p 783, unix:/run/a.sock",
        "amavisd-milter, /usr/sbin/amavisd-milter -s inet:60001@127.0.0.1 -S /run/amavisd.sock, inet:60001@127.0.0.1",
        "amavisd-milter, /usr/sbin/amavisd-milter, unix:/var/lib/amavis/amavisd-milter.sock",
        "mimedefang, /usr/bin/mimedefang -m /run/mx.sock -p /run/a.sock, unix:/run/a.sock",
        "enma, /usr/bin/enma -c /etc/absent -o milter.socket=inet:10026@127.0.0.1, inet:10026@127.0.0.1",
        "milter-regex, /usr/libexec/milter-regex -c /etc/x, unix:/var/spool/milter-regex/sock",
        "spfmilter, /usr/sbin/spfmilter --user nobody inet:7777@localhost, inet:7777@localhost",
        "sid-milter, /usr/sbin/sid-filter -l -p local:/run/sid.sock, unix:/run/sid.sock",
    })
    void theCommandLineSaysWhereADaemonListens(String service, String command, String expected) {
        tree.enabledUnit(service, command);

        Finding finding = only();

        assertEquals(expected, socket(finding));
        assertEquals(State.ENABLED, finding.state(), finding::toString);
    }

    @Test
    void theCommandLineOfMimedefangIsReadWithinItsShell() {
        tree.enabledUnit(
                "mimedefang",
                "/bin/sh -c 'exec /usr/bin/mimedefang -P /run/md.pid -p ${MD_SOCKET} -q'\n"
                        + "Environment=SOCKET=/run/old.sock MD_SOCKET=/run/new.sock");

        assertEquals("unix:/run/new.sock", socket(only()));
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithARemedyAndEndsNothing() {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim")
                .file("/etc/opendkim.conf/inside", "")
                .enabledUnit("opendmarc", "/usr/sbin/opendmarc -p inet:8893@localhost");

        List<Finding> found = Products.find(tree.host());

        assertEquals(
                List.of(State.UNREADABLE, State.ENABLED),
                found.stream().map(Finding::state).toList());
        var trouble = found.getFirst().troubles().getFirst();
        assertTrue(trouble.problem().startsWith("/etc/opendkim.conf is no regular file"), trouble::toString);
        assertTrue(!trouble.remedy().isEmpty(), trouble::toString);
    }

    @Test
    void aFileThatIsIncludedAndNotThereIsNamed() {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim").file("/etc/opendkim.conf", "Include /etc/opendkim/absent\n");

        Finding finding = only();

        assertEquals(State.NOT_CONFIGURED, finding.state());
        assertEquals(
                "/etc/opendkim/absent is not there",
                finding.troubles().getFirst().problem());
    }

    @Test
    void filesThatIncludeThemselvesEnd() {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim")
                .file("/etc/opendkim.conf", "Include /etc/opendkim.conf\n".repeat(100) + "Socket inet:8891\n");

        assertEquals("inet:8891", socket(only()));
    }

    @ParameterizedTest
    @CsvSource({"Mode v, VERIFIER", "Mode sv, SIGNER", "mode s, SIGNER", "# Mode v, SIGNER"})
    void opendkimComesLastWhereItSigns(String line, Rank expected) {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim")
                .file("/etc/opendkim.conf", line + "\nSocket inet:8891@localhost\n");

        assertEquals(expected, only().rank());
    }

    @Test
    void aSocketThatNobodyUnderstandsIsNamed() {
        tree.enabledUnit("spamass-milter", "/usr/sbin/spamass-milter -p ${SOCKET_OF_NOTHING}x");

        Finding finding = only();

        assertEquals(State.NOT_CONFIGURED, finding.state());
        assertTrue(finding.troubles().getFirst().problem().contains("got 'x'"), finding::toString);
    }

    @Test
    void aMilterThatTheHostDoesNotStartAndPostfixListsIsAskedByPostfix() {
        tree.file("/usr/lib/systemd/system/opendkim.service", """
                    [Service]
                    ExecStart=/usr/sbin/opendkim -p inet:8891@localhost
                    [Install]
                    WantedBy=multi-user.target
                    """)
                .file("/etc/postfix/main.cf", "smtpd_milters = inet:127.0.0.1:8891\n");

        Finding finding = only();

        assertEquals(State.LISTED, finding.state());
        assertEquals("opendkim", finding.name());
        assertEquals(
                "smtpd_milters lists inet:8891@127.0.0.1",
                finding.evidence().getLast().what());
    }

    @ParameterizedTest
    @CsvSource({
        "inet:8891@localhost, inet:127.0.0.1:8891",
        "inet:8891, inet:localhost:8891",
        "inet:8891@[::1], inet:[::1]:8891",
        "local:/var/run/opendkim.sock, unix:/run/opendkim.sock",
    })
    void aMilterThatPostfixListsInOtherWordsIsOne(String socket, String listed) {
        tree.enabledUnit("opendkim", "/usr/sbin/opendkim -p " + socket)
                .file("/etc/postfix/main.cf", "smtpd_milters = " + listed + "\n");

        assertEquals(State.ENABLED, only().state());
    }
}
