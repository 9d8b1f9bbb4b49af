package org.miltermanager.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owner, group and mode of a file, and whom they let in. ACLs are not seen here.
 *
 * @param path the file
 * @param owner its owner
 * @param group its group
 * @param bits its type and permissions as in {@code st_mode}
 */
public record FileFacts(Path path, User owner, Group group, int bits) {
    private static final int TYPE = 0170000;

    /** A right in the three bits of a class, as {@code others} have it. */
    static final int READ = 04;

    static final int WRITE = 02;

    static final int SEARCH = 01;

    /** @throws IOException if there is no such file, or a directory on the way may not be searched */
    static FileFacts of(Path path, LinkOption... links) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:mode,uid,gid", links);
        return new FileFacts(
                path, User.numbered(number(found, "uid")), Group.numbered(number(found, "gid")), number(found, "mode"));
    }

    /** The same; empty where there is no such file, or a directory on the way may not be searched. */
    public static Optional<FileFacts> at(Path path) {
        try {
            return Optional.of(of(path));
        } catch (IOException hidden) {
            return Optional.empty();
        }
    }

    private static int number(Map<String, Object> found, String name) {
        return found.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** The permission bits. */
    public int mode() {
        return bits & 07777;
    }

    boolean socket() {
        return (bits & TYPE) == 0140000;
    }

    boolean directory() {
        return (bits & TYPE) == 0040000;
    }

    /** The kind of file, as a noun with its article. */
    public String kind() {
        return switch (bits & TYPE) {
            case 0140000 -> "a socket";
            case 0120000 -> "a symbolic link";
            case 0100000 -> "a regular file";
            case 0060000, 0020000 -> "a device";
            case 0040000 -> "a directory";
            case 0010000 -> "a named pipe";
            default -> "a file of an unknown kind";
        };
    }

    /** One class decides, the first that fits: an owner whom the owner's bits refuse is refused, whatever group and others may. */
    boolean allows(Identity identity, int right) {
        if (identity.root()) {
            return true;
        }
        if (identity.user().uid() == owner.uid()) {
            return (bits >> 6 & right) != 0;
        }
        return identity.groups().contains(group.gid()) ? groupAllows(right) : (bits & right) != 0;
    }

    boolean allowsAll(Identity identity, int rights) {
        return List.of(READ, WRITE, SEARCH).stream()
                .allMatch(right -> (rights & right) == 0 || allows(identity, right));
    }

    boolean groupAllows(int right) {
        return (bits >> 3 & right) != 0;
    }

    /** As in {@code owner clamav, group clamav, mode 0660}. */
    @Override
    public String toString() {
        return "owner %s, group %s, mode %04o".formatted(owner, group, mode());
    }
}
