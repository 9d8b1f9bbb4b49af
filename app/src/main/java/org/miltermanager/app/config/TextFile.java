package org.miltermanager.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import org.miltermanager.app.host.User;

/** Reads a file of text, or says why that cannot be done. */
public final class TextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The reader of TOML takes more than a hundred times that; a daemon that runs out of memory would end. */
    private static final int LONGEST = 128 << 10;

    private TextFile() {}

    /** The text; empty after a mistake was told. */
    static Optional<String> read(Path file, Consumer<Mistake> mistakes) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                mistakes.accept(of(
                        file,
                        (Files.isDirectory(file) ? "is a directory" : "is no regular file") + "; expected a file"));
                return Optional.empty();
            }
            byte[] octets = beginning(file);
            if (octets.length > LONGEST) {
                mistakes.accept(of(
                        file,
                        "is longer than " + (LONGEST >> 10) + " KiB, too long for a configuration; long lists stand in"
                                + " files of their own"));
                return Optional.empty();
            }
            return decode(file, octets, mistakes);
        } catch (IOException e) {
            mistakes.accept(of(file, reason(file, e)));
            return Optional.empty();
        }
    }

    /** As much of it as there may be, and one octet more where there is more. */
    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST + 1);
        }
    }

    private static Optional<String> decode(Path file, byte[] octets, Consumer<Mistake> mistakes) {
        var buffer = ByteBuffer.wrap(octets);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            // The decoder leaves the buffer where the octets stop making sense.
            var before = new String(octets, 0, buffer.position(), StandardCharsets.UTF_8);
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            String what = "octet 0x%02X is not UTF-8; save the file as UTF-8".formatted(octets[buffer.position()]);
            mistakes.accept(new Mistake(new Origin.InFile(file, line, column), what));
            return Optional.empty();
        }
    }

    /** Why a file or directory cannot be read, with what an administrator looks at next. */
    public static String reason(Path path, IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "user " + User.effective() + " may not read it: " + owner(path);
            case NoSuchFileException _ when Files.isSymbolicLink(path) -> "is a symbolic link to what is not there";
            case NoSuchFileException _ -> "is not there";
            default -> "cannot be read: " + failure.getMessage();
        };
    }

    /** Of the path itself, or of the first directory above it that lets us look. */
    private static String owner(Path path) {
        try {
            var attributes = Files.readAttributes(path, PosixFileAttributes.class);
            return "%s has owner %s, group %s, mode %s"
                    .formatted(
                            path,
                            attributes.owner().getName(),
                            attributes.group().getName(),
                            PosixFilePermissions.toString(attributes.permissions()));
        } catch (IOException _) {
            var above = path.getParent();
            return above == null ? "nothing more is known" : owner(above);
        }
    }

    private static Mistake of(Path file, String what) {
        return new Mistake(new Origin.InFile(file, 0, 0), what);
    }
}
