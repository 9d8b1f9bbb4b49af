package org.miltermanager.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What keeps a user from files, told from owner, group and mode; of this process itself, the system is asked as well. Each answer is one
 * clause for the operator, with what helps. ACLs of another user are not seen.
 */
public final class FileRights {
    private FileRights() {}

    /** Why the user cannot make files in a directory. */
    public static Optional<String> inDirectory(Path directory, Identity user) {
        if (Files.notExists(directory)) {
            return Optional.of(
                    directory + " does not exist; what helps: install -d -o " + user.user() + " " + directory);
        }
        if (!Files.isDirectory(directory) && Files.exists(directory)) {
            return Optional.of(directory + " is no directory");
        }
        return refusal(
                directory,
                user,
                FileFacts.WRITE | FileFacts.SEARCH,
                Files.isWritable(directory),
                "make files in directory");
    }

    /** Why the user cannot read a file that is there. */
    public static Optional<String> reading(Path file, Identity user) {
        return refusal(file, user, FileFacts.READ, Files.isReadable(file), "read");
    }

    /** Why the user can neither write to a file nor make it, with the directories that it needs. */
    public static Optional<String> writing(Path file, Identity user) {
        if (!Files.notExists(file)) {
            boolean allowed = Files.isReadable(file) && Files.isWritable(file);
            return refusal(file, user, FileFacts.READ | FileFacts.WRITE, allowed, "read and write");
        }
        Path above = file.toAbsolutePath();
        while (above.getParent() != null && Files.notExists(above)) {
            above = above.getParent();
        }
        return inDirectory(above, user).map(why -> file + " cannot be made: " + why);
    }

    /** @param allowed what the system says of this process: of root, that the file system can be written to at all */
    private static Optional<String> refusal(Path path, Identity user, int rights, boolean allowed, String what) {
        if (allowed && user.user().uid() == Identity.current().user().uid()) {
            return Optional.empty(); // whatever the modes say, ACLs may say more
        }
        String refused = "user " + user.user() + " may not " + what + " " + path;
        return barrier(path, user, rights)
                .map(barrier -> refused + ": " + barrier.path() + " has " + barrier)
                .or(() -> allowed
                        ? Optional.empty()
                        : Optional.of(refused + ", although owner, group and mode allow it: a file system that is read"
                                + " only, an ACL, SELinux or AppArmor"));
    }

    /** The first directory on the way that may not be searched, or the file itself. */
    private static Optional<FileFacts> barrier(Path path, Identity user, int rights) {
        try {
            Path real = path.toRealPath();
            Path walked = real.getRoot();
            for (Path name : real) {
                FileFacts facts = FileFacts.of(walked);
                if (!facts.allows(user, FileFacts.SEARCH)) {
                    return Optional.of(facts);
                }
                walked = walked.resolve(name);
            }
            FileFacts facts = FileFacts.of(walked, LinkOption.NOFOLLOW_LINKS);
            return facts.allowsAll(user, rights) ? Optional.empty() : Optional.of(facts);
        } catch (IOException hidden) {
            return Optional.empty();
        }
    }
}
