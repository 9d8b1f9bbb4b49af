package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A unix socket of ours in the file system.
 *
 * <p>Nobody gets in before owner, group and mode are right: the file is made under a umask that lets only its owner in, then given to
 * owner and group, and opened to them last. The umask is the whole process's; files that other threads make in these microseconds get
 * a narrower mode, never a wider one.
 *
 * @param channel bound and listening
 * @param path the file
 * @param inode device and inode of the file that we made
 */
record SocketFile(ServerSocketChannel channel, Path path, Object inode) {
    private static final NativeFunction UMASK = NativeFunction.returningInt("umask", JAVA_INT);

    private static final int OWNER_ONLY = 0177;

    static SocketFile bind(Path path, SocketAccess access) {
        requireDirectory(path, access);
        clear(path);
        try {
            ServerSocketChannel channel = bound(path);
            try {
                grant(path, access);
                return new SocketFile(channel, path, inode(path));
            } catch (IOException | HostFailure e) {
                channel.close();
                Files.deleteIfExists(path);
                throw e;
            }
        } catch (IOException e) {
            throw new HostFailure("cannot listen at unix:" + path + ": " + e.getMessage(), e);
        }
    }

    private static ServerSocketChannel bound(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        int before = (int) UMASK.call(OWNER_ONLY).value();
        try {
            return channel.bind(UnixDomainSocketAddress.of(path), ListeningSocket.BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            UMASK.call(before);
        }
    }

    private static void requireDirectory(Path path, SocketAccess access) {
        Path directory = Optional.ofNullable(path.getParent()).orElse(path);
        String owner = access.owner().orElseGet(User::effective).name();
        String group =
                access.group().map(Group::name).map(name -> " -g " + name).orElse("");
        if (!Files.isDirectory(directory)) {
            throw new HostFailure("cannot listen at unix:" + path + ": directory " + directory
                    + " does not exist; create it with: install -d -o " + owner + group + " -m 0755 " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw new HostFailure("cannot listen at unix:" + path + ": user " + User.effective()
                    + " may not write to directory " + directory + facts(directory) + "; what helps: chown " + owner
                    + " "
                    + directory);
        }
    }

    private static String facts(Path file) {
        try {
            return " (" + FileFacts.of(file) + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /** Makes way for our socket: a file that a crashed daemon left is removed, anything else stays as it is. */
    private static void clear(Path path) {
        try {
            FileFacts present = FileFacts.of(path, LinkOption.NOFOLLOW_LINKS);
            if (!present.socket()) {
                throw new HostFailure("cannot listen at unix:" + path + ": there is " + present.kind()
                        + ", not a socket (" + present + "); remove it or choose another path");
            }
            if (SocketProbe.of(path) != SocketProbe.NOBODY) {
                throw new HostFailure("cannot listen at unix:" + path + ": " + taken(path));
            }
            Files.delete(path);
        } catch (NoSuchFileException e) {
            return; // nothing in the way
        } catch (IOException e) {
            throw new HostFailure("cannot remove the old socket " + path + facts(path) + ": " + e.getMessage(), e);
        }
    }

    private static String taken(Path path) {
        return Occupants.ofFile(path).stream()
                .findFirst()
                .map(occupant -> occupant + " listens there; stop it or choose another path")
                .orElseGet(() ->
                        "another program uses this socket" + facts(path) + "; see as root: ss -xlp | grep " + path);
    }

    private static void grant(Path path, SocketAccess access) throws IOException {
        if (access.group().isPresent()) {
            change(
                    path,
                    "unix:gid",
                    access.group().get().gid(),
                    "group " + access.group().get());
        }
        if (access.owner().isPresent()) {
            change(
                    path,
                    "unix:uid",
                    access.owner().get().uid(),
                    "user " + access.owner().get());
        }
        Files.setAttribute(path, "unix:mode", access.mode());
    }

    private static void change(Path path, String attribute, int number, String whom) {
        try {
            Files.setAttribute(path, attribute, number, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new HostFailure(
                    "cannot give the socket " + path + " to " + whom + " as user " + User.effective()
                            + ": a user may give files to groups alone that it is a member of; start as root, or: usermod -a -G GROUP "
                            + User.effective(),
                    e);
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes the file, unless it is another's by now. Where we may not, it stays: the next start replaces it. */
    void remove() {
        try {
            if (inode(path).equals(inode)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            return; // gone already, or the directory is no longer ours to write to
        }
    }
}
