package org.miltermanager.app.log;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.miltermanager.app.host.FileFacts;
import org.miltermanager.app.host.FileTrouble;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Privileges;
import org.miltermanager.app.host.User;

/**
 * Lines appended to a file, which others may rotate: it is reopened when told. A new file has mode 0640. Written as a stream: a channel is
 * closed, for everybody, when a thread writes that was interrupted.
 */
final class FileSink implements LogSink {
    private final Path path;
    private OutputStream out;

    FileSink(Path path) {
        this.path = path;
        this.out = opened();
    }

    private OutputStream opened() {
        try {
            make();
            return isTrusted()
                    ? Files.newOutputStream(path, CREATE, APPEND)
                    : Files.newOutputStream(path, CREATE, APPEND, NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new HostFailure(
                    "cannot open the log file " + path + " as user " + User.effective() + ": "
                            + FileTrouble.reason(path, e),
                    e);
        }
    }

    private void make() throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        } catch (FileAlreadyExistsException goOnInIt) {
            return;
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
        try {
            out.write((DatedLine.of(severity, time, line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return; // a full disk must not stop mail
        }
    }

    /** @throws HostFailure if the file cannot be opened; lines then go on to where they went */
    @Override
    public void reopen() {
        OutputStream old = out;
        out = opened();
        close(old);
    }

    @Override
    public void close() {
        close(out);
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            return; // every line was written before
        }
    }
}
