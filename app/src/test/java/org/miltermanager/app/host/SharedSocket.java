package org.miltermanager.app.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A listening unix socket that two processes hold, as systemd keeps the one that it handed to the daemon: a perl that does nothing, and
 * its child, which is called {@code milter-manager}, tells of one SIGHUP and ends.
 */
public final class SharedSocket implements AutoCloseable {
    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final String HOLD = """
        my $s;
        socket($s, AF_UNIX, SOCK_STREAM, 0) && bind($s, sockaddr_un($ARGV[0])) && listen($s, 1) or die $!;
        $| = 1;
        my $child = fork;
        if ($child == 0) {
            $0 = "milter-manager";
            $SIG{HUP} = sub { print "told\\n"; exit };
            print "$$\\n";
            sleep 60;
            exit;
        }
        waitpid $child, 0;
        """;

    private final Process holder;
    private final BufferedReader said;
    private final long daemon;

    private SharedSocket(Process holder) throws IOException {
        this.holder = holder;
        this.said = holder.inputReader(UTF_8);
        this.daemon = Long.parseLong(next());
    }

    public static boolean possible() {
        return Files.isExecutable(PERL);
    }

    /** Returns when both hold it. */
    public static SharedSocket at(Path file) throws IOException {
        return new SharedSocket(new ProcessBuilder(PERL.toString(), "-MSocket", "-e", HOLD, file.toString())
                .redirectErrorStream(true)
                .start());
    }

    /** The process that made it, and is no daemon of ours. */
    public long holder() {
        return holder.pid();
    }

    /** The process that is called as the daemon is. */
    public long daemon() {
        return daemon;
    }

    /** What the daemon says next; waits for it. */
    public String next() throws IOException {
        return String.valueOf(said.readLine());
    }

    @Override
    public void close() {
        holder.descendants().forEach(ProcessHandle::destroy);
        holder.destroy();
    }
}
