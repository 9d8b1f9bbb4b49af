package org.miltermanager.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.miltermanager.fixtures.host.NeedsImages;

/** A log of the daemon's own, rotated by logrotate(8) as root. */
@NeedsImages("debian:trixie")
class LogRotationIT {
    private static final String LOG = "/var/log/milter-manager/mm.log";

    @AutoClose
    private static final GuideHost host = GuideHost.trixie();

    @BeforeAll
    static void boot() {
        host.boot();
        host.install();
        host.file("/etc/milter-manager/conf.d/log.toml", "log.to = \"" + LOG + "\"\n");
        host.shell("systemctl restart milter-manager");
    }

    @Test
    void happensWithTheRightsOfTheDaemon() {
        host.shell("touch /root/secret; ln -s /root/secret " + LOG + ".2.gz");

        host.shell("logrotate -f /etc/logrotate.d/milter-manager; sleep 1; systemctl stop milter-manager");

        assertTrue(host.shell("cat " + LOG + ".1").contains(" listening on "));
        assertTrue(host.shell("cat " + LOG).contains(" info stopped"));
        assertEquals("milter-manager milter-manager 640", access(LOG));
        assertEquals("root root 644", access("/root/secret"));
    }

    private static String access(String path) {
        return host.shell("stat --format='%U %G %a' " + path);
    }
}
