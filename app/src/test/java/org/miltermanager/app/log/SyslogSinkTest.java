package org.miltermanager.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.app.config.LogLevel;
import org.miltermanager.app.config.LogTarget;
import org.miltermanager.app.config.SyslogFacility;
import org.miltermanager.app.host.DatagramReceiver;
import org.miltermanager.app.host.ForkedJvm;
import org.miltermanager.app.host.Identity;
import org.slf4j.LoggerFactory;

class SyslogSinkTest {
    /** A /dev of its own, with what a JVM needs of it; the rest of the machine keeps its own. */
    private static final String PRIVATE_DEV = """
            set -e
            mount --rbind /dev "$1"
            mount -t tmpfs tmpfs /dev
            for name in null zero random urandom; do touch /dev/$name; mount --bind "$1/$name" /dev/$name; done
            shift
            exec "$@"
            """;

    /** Is the log daemon itself, logs, and shows what it received. */
    public static final class LogDaemon {
        private LogDaemon() {}

        public static void main(String[] arguments) {
            try (var daemon = new DatagramReceiver(SyslogSink.SOCKET.toString());
                    var _ = Logging.start(LogLevel.INFO, new LogTarget.Syslog(), SyslogFacility.MAIL)) {
                LoggerFactory.getLogger("org.miltermanager.test").info("100% of {}", "x\ny");
                System.out.println(daemon.next());
                LoggerFactory.getLogger("org.miltermanager.test").error(Severity.AS_CRITICAL, "end");
                System.out.println(daemon.next());
            }
        }
    }

    @TempDir
    Path directory;

    @Test
    void reachesTheLogDaemonWithFacilityMail() throws IOException, InterruptedException {
        assumeTrue(Identity.current().root() && mayMount(), "needs root and a mount namespace of its own");

        var wrapper = List.of("unshare", "-m", "sh", "-c", PRIVATE_DEV, "sh", directory.toString());
        String[] received = ForkedJvm.run(wrapper, LogDaemon.class).split("\n", -1);

        assertEquals(3, received.length, () -> String.join("\n", received));
        assertTrue(received[0].matches("<22>.* milter-manager\\[\\d+\\]: 100% of x\\\\x0ay"), received[0]);
        assertTrue(received[1].matches("<18>.* milter-manager\\[\\d+\\]: end"), received[1]);
    }

    private static boolean mayMount() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    }
}
