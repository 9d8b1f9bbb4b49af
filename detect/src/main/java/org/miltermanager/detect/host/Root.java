package org.miltermanager.detect.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * The directory that is the host's {@code /}: the machine's own, or that of an image. Links are followed as the host itself would
 * follow them, so that none leads out of it.
 *
 * @param directory absolute
 */
record Root(Path directory) {
    /** As many as Linux follows before it gives up. */
    private static final int MAX_LINKS = 40;

    Root {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The machine's own. */
    boolean live() {
        return directory.getParent() == null;
    }

    /**
     * Where a path of the host lies, links followed; the file itself may be missing.
     *
     * @return empty where no file can have that path: a circle of links, an octet that names cannot have
     */
    Optional<Path> locate(String path) {
        return walk(path, true);
    }

    /** The same; a link at the end is not followed. */
    Optional<Path> locateLink(String path) {
        return walk(path, false);
    }

    private Optional<Path> walk(String path, boolean toTheEnd) {
        Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/+")));
        Path here = directory;
        int links = 0;
        try {
            while (!ahead.isEmpty()) {
                Path next = step(here, ahead.pop());
                boolean follow = (toTheEnd || !ahead.isEmpty()) && Files.isSymbolicLink(next);
                if (!follow) {
                    here = next;
                    continue;
                }
                if (++links > MAX_LINKS) {
                    return Optional.empty();
                }
                String target = Files.readSymbolicLink(next).toString();
                here = target.startsWith("/") ? directory : here;
                Arrays.asList(target.split("/+")).reversed().forEach(ahead::push);
            }
            return Optional.of(here);
        } catch (IOException | InvalidPathException noSuchPath) {
            return Optional.empty();
        }
    }

    private Path step(Path here, String name) {
        return switch (name) {
            case "", "." -> here;
            case ".." ->
                here.equals(directory)
                        ? here
                        : Optional.ofNullable(here.getParent()).orElse(directory);
            default -> here.resolve(name);
        };
    }
}
