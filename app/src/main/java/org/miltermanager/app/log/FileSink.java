package org.miltermanager.app.log;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.app.host.FileFacts;
import org.miltermanager.app.host.FileTrouble;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Privileges;
import org.miltermanager.app.host.User;

/** Lines appended to a file, which others may rotate: it is reopened when told. A new file has mode 0640. */
final class FileSink implements LogSink {
    private final Path path;
    private FileChannel channel;

    FileSink(Path path) {
        this.path = path;
        this.channel = opened();
    }

    private FileChannel opened() {
        try {
            return FileChannel.open(
                    path,
                    isTrusted() ? Set.of(CREATE, WRITE, APPEND) : Set.of(CREATE, WRITE, APPEND, NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        } catch (IOException e) {
            throw new HostFailure(
                    "cannot open the log file " + path + " as user " + User.effective() + ": "
                            + FileTrouble.reason(path, e),
                    e);
        }
    }

    /** In a directory of somebody else that one can put a link to any file of the host, which root would write to. */
    private boolean isTrusted() {
        Path directory = Optional.ofNullable(path.getParent()).orElse(path);
        return !Privileges.root()
                || FileFacts.at(directory)
                        .filter(facts -> facts.owner().uid() != 0)
                        .isEmpty();
    }

    @Override
    public void write(Severity severity, Instant time, String line) {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(DatedLine.of(severity, time, line) + "\n");
        try {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (IOException e) {
            return; // a full disk must not stop mail
        }
    }

    /** @throws HostFailure if the file cannot be opened; lines then go on to where they went */
    @Override
    public void reopen() {
        FileChannel old = channel;
        channel = opened();
        close(old);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // every line was written before
        }
    }
}
