package org.miltermanager.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose a file is that root makes before it becomes somebody else. */
public final class FileOwner {
    private FileOwner() {}

    /**
     * Gives a file to a user and its group; a link is given itself, not what it leads to.
     *
     * @throws HostFailure if that is impossible
     */
    public static void give(Path file, Identity owner) {
        try {
            Files.setAttribute(file, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", owner.user().uid(), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new HostFailure(
                    "cannot give " + file + " to user " + owner.user() + ": " + FileTrouble.reason(file, e), e);
        }
    }
}
