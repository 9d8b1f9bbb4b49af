package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.miltermanager.fixtures.host.NeedsImages;

/** The Debian package from its installation to its purge, on each Debian that it is for, under its systemd. */
@ExtendWith(BuiltPackages.class)
@NeedsImages({"debian:trixie", "debian:bookworm"})
@ParameterizedClass
@MethodSource("hosts")
class PackageIT {
    private static final String ASK = "milter-test-server -s unix:" + DebianHost.SOCKET;

    /** All files but those that every use of apt, accounts and systemd changes. */
    private static final String FILES =
            "find / -xdev \\( -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache -o -path /var/log -o -path"
                    + " /packages -o -path /var/lib/systemd -o -path /var/tmp \\) -prune -o -print | grep -vE"
                    + " '^/etc/(passwd|group|shadow|gshadow|subuid|subgid)-$' | sort";

    private final DebianHost host;

    PackageIT(DebianHost host) {
        this.host = host;
    }

    static Stream<DebianHost> hosts() {
        return Stream.of(new DebianHost("debian:trixie"), new DebianHost("debian:bookworm"));
    }

    @BeforeParameterizedClassInvocation
    static void boot(DebianHost host) {
        host.boot();
        host.shell("groupadd --system postfix; groupadd --system clamav; mkdir -p /var/spool/postfix; " + FILES
                + " > /var/tmp/before");
    }

    @AfterEach
    void purge() {
        host.purge();
    }

    @Test
    void isInstalledAndServes() {
        String said = host.install();

        assertTrue(
                said.contains("milter-manager: added user milter-manager to group clamav, whose sockets it may"), said);
        assertEquals("active", host.unit("ActiveState"));
        assertEquals("0 sessions, 0 finished, milters: none", host.unit("StatusText"));
        assertEquals("milter-manager postfix 660", host.access(DebianHost.SOCKET));
        assertEquals("milter-manager postfix 2750", host.access("/run/milter-manager"));
        assertTrue(host.shell("setpriv --reuid=milter-manager --regid=milter-manager --clear-groups " + ASK)
                .startsWith("status: pass\nelapsed-time: "));
        assertEquals("", host.shell("systemd-analyze verify milter-manager.socket 2>&1 | grep -i cycle; true"));
        assertTrue(host.shell("systemd-analyze security milter-manager | tail -n 1")
                .matches("(?s).* exposure level for milter-manager.service: [01]\\.\\d .*|.*: 2\\.0 .*"));
        printWhatItTakes();
    }

    /** Figures for people; a busy machine must not fail the build. */
    private void printWhatItTakes() {
        host.shell("systemctl restart milter-manager; sleep 2");
        long ready = Long.parseLong(host.unit("ActiveEnterTimestampMonotonic"))
                - Long.parseLong(host.unit("InactiveExitTimestampMonotonic"));
        String rss = host.shell("sed -n 's/^VmRSS:\\s*//p' /proc/" + host.unit("MainPID") + "/status");
        System.out.printf("%s: from start to READY %d ms, idle RSS %s%n", host, ready / 1000, rss);
    }

    @Test
    void theMailServerStaysInWhenSystemdMakesItsDirectoriesAnew() {
        host.install();

        host.shell("systemd-tmpfiles --create; echo 'SOCKET_GROUP=\"clamav\"' >> /etc/default/milter-manager;"
                + " systemctl restart milter-manager.socket milter-manager.service");
        String another = host.access("/run/milter-manager");
        host.shell("systemd-tmpfiles --create; true");

        assertEquals("milter-manager clamav 2750", another);
        assertEquals(another, host.access("/run/milter-manager"));
        assertEquals("milter-manager clamav 660", host.access(DebianHost.SOCKET));
    }

    @Test
    void everyCommandSeesTheAddressThatTheServiceHas() {
        host.install();
        String told = host.shell("milter-manager reload");
        String daemon = "pid " + host.unit("MainPID") + " (milter-manager)";

        host.shell("echo 'CONNECTION_SPEC=\"inet:10025@localhost\"' >> /etc/default/milter-manager;"
                + " systemctl daemon-reload; systemctl restart milter-manager.socket milter-manager.service;"
                + " milter-manager reload");
        String shown = host.shell("milter-manager --show-config");
        String asked = host.shell("milter-test-server -s inet:10025@127.0.0.1");

        assertTrue(told.contains(daemon), told);
        assertTrue(shown.contains("(CONNECTION_SPEC)\nlisten = \"inet:10025@localhost\"\n"), shown);
        assertTrue(asked.startsWith("status: pass"), asked);
    }

    @Test
    void aPathMayHaveLettersBeyondAsciiWhateverTheLocale() {
        host.install();

        host.shell("mkdir -p /tmp/größe; printf 'listen = \"unix:/tmp/größe/s\"\\ndetect.enabled = false\\n' >"
                + " /tmp/größe/milter-manager.toml");

        assertEquals("no milters are configured", host.shell("LC_ALL=C milter-manager check -c /tmp/größe"));
    }

    @Test
    void aDaemonThatAMistakeKeepsFromStartingIsBackWhenItIsMended() {
        String file = "/etc/milter-manager/conf.d/mistake.toml";
        host.install();

        host.shell("echo nonsense > " + file + "; systemctl restart milter-manager; timeout 90 sh -c"
                + " 'until [ $(systemctl show -P NRestarts milter-manager) -ge 6 ]; do sleep 0.5; done'; rm " + file);

        assertTrue(host.shell(ASK).startsWith("status: pass"));
        assertEquals("active", host.unit("ActiveState"));
    }

    @Test
    void aReloadIsWaitedForWhereSystemdCan() {
        host.install();
        boolean waits =
                Integer.parseInt(host.shell("systemctl --version | sed -n '1s/systemd \\([0-9]*\\).*/\\1/p'")) >= 253;

        host.shell("printf '[[milter]]\\n"
                + "name = \"late\"\\n"
                + "connect = \"unix:/run/late\"\\n"
                + "' > /etc/milter-manager/conf.d/late.toml; systemctl reload milter-manager");

        assertEquals(waits ? "notify-reload" : "notify", host.unit("Type"));
        if (!waits) {
            host.shell(
                    "timeout 20 sh -c 'until systemctl show milter-manager | grep -q ^StatusText=.*late; do sleep 0.1;"
                            + " done'");
        }
        assertEquals("0 sessions, 0 finished, milters: late", host.unit("StatusText"));
    }

    @Test
    void aReloadWithAMistakeFailsAndItsReasonIsShown() {
        String file = "/etc/milter-manager/conf.d/mistake.toml";
        host.install();
        String before = host.unit("MainPID");

        host.shell("echo 'mta = \"exim\"' > " + file);
        int refused = host.run("systemctl", "reload", "milter-manager").exitCode();
        String status = host.shell("sleep 1; systemctl status milter-manager");
        host.shell("rm " + file + "; systemctl reload milter-manager");

        assertEquals(1, refused);
        assertTrue(status.contains(file + ":1:1: mta: got \"exim\", expected one of \"auto\""), status);
        assertEquals(before, host.unit("MainPID"));
        assertEquals("active", host.unit("ActiveState"));
    }

    @Test
    void aRestartRefusesNobody() {
        host.install();
        String before = host.unit("MainPID");

        String asked = host.shell("for i in 1 2 3 4; do (for n in $(seq 10); do " + ASK + "; done) & done; "
                + "for i in 1 2 3; do sleep 1; systemctl restart milter-manager; done; wait");

        assertEquals(40, asked.lines().filter("status: pass"::equals).count(), asked);
        assertFalse(host.unit("MainPID").equals(before));
        assertEquals("success", host.unit("Result"));
    }

    @Test
    void aDaemonThatIsStoppedStaysStoppedUntilItIsStarted() {
        host.install();

        host.shell("systemctl stop milter-manager; sleep 1");
        int refused = host.run("sh", "-c", ASK).exitCode();
        String stopped = host.unit("ActiveState");
        host.shell("systemctl start milter-manager");

        assertEquals(2, refused);
        assertEquals("inactive", stopped);
        assertTrue(host.shell(ASK).startsWith("status: pass"));
    }

    @Test
    void aKilledDaemonIsBackAtOnce() {
        host.install();

        host.shell("systemctl kill --signal=KILL milter-manager.service");

        assertTrue(host.shell(ASK).startsWith("status: pass"), "the connection waits for the next process");
        assertEquals("1", host.unit("NRestarts"));
    }

    /** A jar that somebody replaced must run, not what was learned of the old one. */
    @Test
    void whatWasLearnedOfOtherFilesIsNotUsed() {
        String flags = "tr '\\0' '\\n' < /proc/$(systemctl show -P MainPID milter-manager)/cmdline";
        host.install();
        assertTrue(host.shell(flags).contains("-XX:AOTCache=/var/cache/milter-manager/"));

        host.shell("cd /usr/lib/milter-manager/lib; cp -a app-*.jar /tmp; mv -f /tmp/app-*.jar .;"
                + " systemctl restart milter-manager");

        assertFalse(host.shell(flags).contains("AOTCache"));
        assertEquals("active", host.unit("ActiveState"));
    }

    @Test
    void editedFilesSurviveAnUpgradeAndADowngrade() {
        host.install("2");
        host.shell("echo 'OPTION_ARGS=\"--verbose\"' >> /etc/default/milter-manager;" + " echo 'listen = \"unix:"
                + DebianHost.SOCKET + "\"' > /etc/milter-manager/milter-manager.toml");

        for (String version : new String[] {"3", "1"}) {
            host.install(version);

            assertEquals(version, host.shell("dpkg-query -W -f '${Version}' milter-manager"));
            assertEquals("active", host.unit("ActiveState"));
            assertTrue(host.shell("tr '\\0' ' ' < /proc/" + host.unit("MainPID") + "/cmdline")
                    .endsWith("Main --verbose"));
            assertEquals(
                    "listen = \"unix:" + DebianHost.SOCKET + "\"",
                    host.shell("cat /etc/milter-manager/milter-manager.toml"));
            assertEquals("1", host.shell("ls /var/cache/milter-manager | wc -l"));
        }
    }

    @Test
    void thePurgeLeavesNothing() {
        host.install();
        host.shell("systemctl restart milter-manager");

        host.purge();

        assertEquals("", host.shell(FILES + " | diff /var/tmp/before - || true"));
        assertEquals(
                "",
                host.shell("getent passwd milter-manager; getent group milter-manager; ls -d /run/milter-manager"
                        + " /var/cache/milter-manager /var/log/milter-manager /var/lib/milter-manager 2>&-; true"));
        assertEquals("0", host.shell("systemctl list-units --all --plain --no-legend '*milter*manager*' | wc -l"));
    }
}
