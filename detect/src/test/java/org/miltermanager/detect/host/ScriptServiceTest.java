package org.miltermanager.detect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Tree;

/** Services that scripts start: of SysV, as systemd wraps them, and of FreeBSD. */
class ScriptServiceTest {
    private static final String DEBIAN = """
        #!/bin/sh
        ### BEGIN INIT INFO
        # Provides: x-milter
        ### END INIT INFO
        NAME=$(basename $0)
        DAEMON=/usr/sbin/$NAME   # what it is
        SOCKET=/run/x/x.sock
        if [ -x /usr/sbin/postfix ] && [ ! -e /etc/no-postfix ]; then
            SOCKET="/var/spool/postfix/x/x.sock"
        elif [ -n "$SOCKET" ]; then SOCKET=never
        else
            SOCKET=neither
        fi
        [ -r /etc/default/$NAME ] && . /etc/default/$NAME
        : ${USER:=nobody}
        do_start() {
            [ -n "$EXTRA" ] || EXTRA="-x none"
            start-stop-daemon --start --test --exec $DAEMON >/dev/null || return 1
            start-stop-daemon --start --exec $DAEMON -- -p $SOCKET -u ${USER} $EXTRA 2>&1
        }
        do_stop() {
            SOCKET=stopped
        }
        case "$1" in
          start) do_start ;;
        esac
        """;

    @TempDir
    private Path root;

    private Tree tree;

    @BeforeEach
    void empty() {
        tree = new Tree(root);
    }

    private Service service(String name) {
        return tree.host().service(name).orElseThrow();
    }

    private List<String> arguments(String name) {
        return service(name).arguments().stream().map(Quote::text).toList();
    }

    @Test
    void followsAScriptOfDebian() {
        tree.file("/etc/init.d/x-milter", DEBIAN)
                .file("/etc/default/x-milter", "EXTRA=\"-m -r 15\"\nexport UNUSED='$SOCKET'\n")
                .file("/usr/sbin/postfix", "")
                .link("/etc/rc2.d/S01x-milter", "../init.d/x-milter");

        assertEquals(
                List.of("/usr/sbin/x-milter", "-p", "/var/spool/postfix/x/x.sock", "-u", "nobody", "-m", "-r", "15"),
                arguments("x-milter"));
        assertEquals(State.ENABLED, service("x-milter").state());
        assertEquals(
                Optional.of(new Place("/etc/init.d/x-milter", 9)),
                service("x-milter").option("-p").map(Quote::place));
    }

    @Test
    void followsAScriptOfRedHat() {
        tree.file("/etc/rc.d/init.d/x-milter", """
            #!/bin/bash
            # chkconfig: - 79 40
            . /etc/rc.d/init.d/functions
            prog="x-milter"
            SOCKET="local:/run/x.sock"
            [ -f /etc/sysconfig/x-milter ] && . /etc/sysconfig/x-milter
            start() {
                echo -n $"Starting $prog: "
                daemon --user=x --pidfile=/run/x.pid /usr/sbin/x-milter -p "$SOCKET" $EXTRA_FLAGS
            }
            """)
                .file("/etc/sysconfig/x-milter", "SOCKET=/run/x-milter/x.sock\nEXTRA_FLAGS=\"-m\"\n")
                .link("/etc/rc.d/rc3.d/S79x-milter", "../init.d/x-milter");

        assertEquals(List.of("/usr/sbin/x-milter", "-p", "/run/x-milter/x.sock", "-m"), arguments("x-milter"));
    }

    @Test
    void aScriptWithoutALinkThatStartsItIsDisabled() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/x\n").link("/etc/rc2.d/K01x-milter", "../init.d/x-milter");

        assertEquals(State.DISABLED, service("x-milter").state());
    }

    @Test
    void aScriptThatItsSettingsSwitchOffIsDisabled() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/x\n")
                .file("/etc/default/x-milter", "ENABLED=0\n")
                .link("/etc/rc3.d/S01x-milter", "../init.d/x-milter");

        assertEquals(State.DISABLED, service("x-milter").state());
    }

    @Test
    void aUnitThatSystemdGeneratedIsReadAsItsScript() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/usr/sbin/x-milter\nDAEMON_ARGS='-p /run/x.sock'\n")
                .link("/etc/rc2.d/S01x-milter", "../init.d/x-milter")
                .file("/run/systemd/generator.late/x-milter.service", """
                    [Unit]
                    SourcePath=/etc/init.d/x-milter
                    [Service]
                    ExecStart=/etc/init.d/x-milter start
                    """);

        assertEquals(List.of("/usr/sbin/x-milter", "-p", "/run/x.sock"), arguments("x-milter"));
        assertEquals(State.ENABLED, service("x-milter").state());
    }

    @Test
    void aMaskKeepsAScriptFromBeingStarted() {
        tree.file("/etc/init.d/x-milter", "DAEMON=/x\n")
                .link("/etc/rc2.d/S01x-milter", "../init.d/x-milter")
                .link("/etc/systemd/system/x-milter.service", "/dev/null");

        assertEquals(State.MASKED, service("x-milter").state());
    }

    @Test
    void followsAScriptOfFreeBsd() {
        tree.file("/etc/rc.subr", "")
                .file("/etc/rc.conf", "xmilter_enable=\"YES\"\nxmilter_flags=\"-v\"\n")
                .file("/usr/local/etc/rc.d/x-milter", """
                    #!/bin/sh
                    . /etc/rc.subr
                    name="xmilter"
                    rcvar=xmilter_enable
                    load_rc_config $name
                    : ${xmilter_enable:="NO"}
                    : ${xmilter_socket="/var/run/x.sock"}
                    command="/usr/local/sbin/x-milter"
                    command_args="-p ${xmilter_socket}"
                    run_rc_command "$1"
                    """);

        assertEquals(List.of("/usr/local/sbin/x-milter", "-v", "-p", "/var/run/x.sock"), arguments("x-milter"));
        assertEquals(State.ENABLED, service("x-milter").state());
        assertEquals(
                Optional.of(new Quote("/var/run/x.sock", new Place("/usr/local/etc/rc.d/x-milter", 7))),
                service("x-milter").variable("socket"));
    }

    @Test
    void aServiceOfFreeBsdIsOffUnlessItsConfigurationSaysOtherwise() {
        tree.file("/etc/rc.subr", "").file("/usr/local/etc/rc.d/x", "name=x\nload_rc_config x\n: ${x_enable:=NO}\n");

        assertEquals(State.DISABLED, service("x").state());
    }

    @Test
    void aScriptThatDoublesAVariableEndsWithLittleMemory() {
        tree.file("/etc/init.d/x", "A=xxxxxxxxxxxxxxxx\n" + "A=\"$A$A\"\n".repeat(5_000));

        assertTrue(service("x").variable("A").orElseThrow().text().length() <= 1 << 14);
    }
}
