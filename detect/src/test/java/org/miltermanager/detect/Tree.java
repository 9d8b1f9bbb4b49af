package org.miltermanager.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.miltermanager.detect.host.Host;

/** The files of a host, below a directory of a test. Paths are the host's own. */
public record Tree(Path directory) {
    /** Writes a file, and the directories that it needs. */
    public Tree file(String path, String text) {
        try {
            Path file = directory.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a symbolic link. */
    public Tree link(String path, String target) {
        try {
            Path link = directory.resolve(path.substring(1));
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A unit that is started at boot. */
    public Tree enabledUnit(String name, String execStart) {
        return file(
                        "/usr/lib/systemd/system/" + name + ".service",
                        "[Service]\nExecStart=" + execStart + "\n[Install]\nWantedBy=multi-user.target\n")
                .link(
                        "/etc/systemd/system/multi-user.target.wants/" + name + ".service",
                        "/usr/lib/systemd/system/" + name + ".service");
    }

    /** As detection sees it. */
    public Host host() {
        return Host.at(directory);
    }
}
