package org.miltermanager.app.ruby;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.miltermanager.app.config.TextFile;

/** Finds and reads the files of a configuration, each once. */
final class Sources {
    private static final long LARGEST = 1 << 20;
    private static final int MOST = 500;

    private final Path directory;
    private final Set<Path> taken = new HashSet<>();

    /** @param directory what the names in {@code load} are relative to */
    Sources(Path directory) {
        this.directory = directory;
    }

    /** What the names of files are relative to. */
    Path directory() {
        return directory;
    }

    /**
     * The files that a {@code load} names, sorted.
     *
     * @param pattern a path, with {@code *} and {@code ?} in its last part at most
     * @throws IllegalArgumentException with the reason if the pattern is none
     */
    List<Path> matching(String pattern) {
        try {
            Path path = directory.resolve(pattern);
            Path name = path.getFileName();
            if (name == null || !pattern.matches(".*[*?\\[{].*")) {
                return Files.exists(path) ? List.of(path) : List.of();
            }
            return matching(path.getParent() == null ? directory : path.getParent(), name.toString());
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new IllegalArgumentException("is no path: load the files that are meant by their names", e);
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalArgumentException("cannot be looked for: " + e.getMessage(), e);
        }
    }

    private static List<Path> matching(Path parent, String names) throws IOException {
        var found = new ArrayList<Path>();
        try (var inside = Files.newDirectoryStream(parent, names)) {
            for (Path file : inside) {
                found.add(file);
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
        found.sort(null);
        return found;
    }

    /**
     * The text of a file; octets that are not UTF-8 make it ISO-8859-1.
     *
     * @throws IllegalArgumentException with the reason if it cannot be read
     */
    String read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IllegalArgumentException("is no regular file");
            }
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("has more than " + LARGEST + " octets, which no configuration has");
            }
            if (taken.size() == MOST || !taken.add(file.toRealPath())) {
                throw new IllegalArgumentException(
                        taken.size() == MOST
                                ? "is one file too many"
                                : "is read already: loading it again changes nothing");
            }
            return text(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(TextFile.reason(file, e), e);
        }
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }
}
