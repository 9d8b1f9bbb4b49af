package org.miltermanager.app.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that says which process the daemon is: its number and a line feed. It is never seen half written.
 *
 * <p>Used by one thread.
 */
public final class PidFile implements AutoCloseable {
    /** More octets than any number and white space around it. */
    private static final int LONGEST = 64;

    private final Path path;
    private final long pid;

    private PidFile(Path path, long pid) {
        this.path = path;
        this.pid = pid;
    }

    /**
     * Writes this process's number. A file that an ended process left is replaced, and so is one whose number belongs to another program
     * by now.
     *
     * @throws HostFailure if a process of this program's name holds it, it is no pid file, or it cannot be written; a file that is none is
     *     left as it is
     */
    public static PidFile write(Path path) {
        long own = ProcessHandle.current().pid();
        try {
            requireNothingElse(path);
            long holder = holder(path);
            if (holder != own && lives(holder)) {
                throw new HostFailure("pid file " + path + " is held by " + new Occupant(holder, ProcessName.of(holder))
                        + ", which still runs; stop it, or give this daemon another --pid-file");
            }
            Path whole = path.resolveSibling(path.getFileName() + "." + own);
            writeAnew(whole, own + "\n");
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
            return new PidFile(path, own);
        } catch (IOException e) {
            throw new HostFailure(
                    "cannot write pid file " + path + " as user " + User.effective() + ": "
                            + FileTrouble.reason(path, e),
                    e);
        }
    }

    /** Root may replace any file of the host, and would remove it at the end. */
    private static void requireNothingElse(Path path) throws IOException {
        if (Files.exists(path)
                && (!Files.isRegularFile(path)
                        || Files.size(path) > LONGEST
                        || !Files.readString(path, StandardCharsets.ISO_8859_1).matches("\\s*\\d*\\s*"))) {
            throw new HostFailure(
                    "cannot write pid file " + path + ": what is there holds something else than the number"
                            + " of a process; choose another path, or remove it");
        }
    }

    /** Root may write where the daemon's user could have put a link to any file of the host. */
    private static void writeAnew(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        try (var channel = FileChannel.open(
                file,
                Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
    }

    private static boolean lives(long pid) {
        return pid > 0
                && ProcessHandle.of(pid).isPresent()
                && ProcessName.of(pid)
                        .equals(ProcessName.of(ProcessHandle.current().pid()));
    }

    /** @return 0 where there is no file, or none with a number */
    private static long holder(Path path) throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        String text = Files.readString(path).strip();
        return text.matches("[1-9]\\d{0,17}") ? Long.parseLong(text) : 0;
    }

    /** Removes the file if it is still ours. Where the directory is not ours to write to any more, it stays: the next start replaces it. */
    @Override
    public void close() {
        try {
            if (holder(path) == pid) {
                Files.delete(path);
            }
        } catch (IOException e) {
            return; // an ended process in it is no obstacle to anybody
        }
    }
}
