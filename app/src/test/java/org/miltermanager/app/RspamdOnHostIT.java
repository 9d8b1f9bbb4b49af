package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.host.NeedsImages;
import org.miltermanager.fixtures.host.SystemdHost;

/** Rspamd as Debian's package installs it, found. */
@NeedsImages("debian:trixie")
class RspamdOnHostIT {
    private static final String OVERRIDE = "/etc/rspamd/local.d/worker-proxy.inc";

    @AutoClose
    private static final SystemdHost host = SystemdHost.of("debian:trixie")
            .with(Path.of(System.getProperty("java.home")), "/opt/jdk")
            .with(Path.of("target/classes"), "/opt/milter-manager/classes")
            .with(Path.of("target/lib"), "/opt/milter-manager/lib");

    @BeforeAll
    static void install() {
        host.boot();
        host.shell("apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends"
                + " rspamd && mkdir -p /etc/rspamd/local.d");
    }

    private static String detected() {
        return host.shell("/opt/jdk/bin/java --enable-native-access=ALL-UNNAMED -cp"
                + " '/opt/milter-manager/classes:/opt/milter-manager/lib/*' org.miltermanager.app.Main detect");
    }

    private static void assertSays(String detected, String line) {
        assertTrue(detected.lines().anyMatch(shown -> shown.strip().matches(line)), detected);
    }

    @Test
    void listensAsItsOwnFilesSay() {
        host.shell("rm -f " + OVERRIDE);

        String detected = detected();

        assertSays(detected, "enabled +yes: the host starts it");
        assertSays(detected, "socket +inet:11332@localhost");
    }

    @Test
    void listensAsTheAdministratorSays() {
        host.file(OVERRIDE, "bind_socket = \"/run/rspamd/milter.sock mode=0666\";\n");

        String detected = detected();

        assertSays(detected, "socket +unix:/run/rspamd/milter.sock");
        assertSays(detected, "because +" + OVERRIDE + ":1: bind_socket .*");
    }

    @Test
    void isAskedWhereATemplateWritesItsConfiguration() {
        host.file(OVERRIDE, "{% set path = \"/run/rspamd/milter.sock\" %}\nbind_socket = \"{= path =}\";\n");

        String detected = detected();

        assertSays(detected, "socket +unix:/run/rspamd/milter.sock");
        assertSays(detected, "because +rspamadm configdump --json:\\d+: bind_socket .*");
    }
}
