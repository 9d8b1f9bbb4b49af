package org.miltermanager.conditions.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A list of names in a file, one a line, {@code #} before comments. It is read again when it has changed; a file that cannot be read, or
 * has a wrong entry, leaves the list as it was. Safe for use by any thread.
 */
public final class ListFile {
    private static final long LARGEST = 64L << 20;
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final Consumer<String> remarks;
    private volatile NameList names;
    private Object seen;
    private long looked;

    /**
     * Reads the file for the first time.
     *
     * @param remarks takes what an operator should know of the file later on
     * @throws IllegalArgumentException with a sentence that says why that cannot be done
     */
    public ListFile(Path file, Consumer<String> remarks) {
        this.file = file;
        this.remarks = remarks;
        try {
            this.seen = look();
            this.names = read();
            this.looked = System.nanoTime();
        } catch (IOException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The names, as they are in the file now. */
    public NameList names() {
        synchronized (this) {
            if (System.nanoTime() - looked > LOOK) {
                looked = System.nanoTime();
                update();
            }
        }
        return names;
    }

    private void update() {
        try {
            Object now = look();
            if (!now.equals(seen)) {
                seen = now;
                names = read();
                remarks.accept(file + ": read again, " + names.size() + " entries");
            }
        } catch (IOException e) {
            once("gone", reason(e));
        } catch (IllegalArgumentException e) {
            once(seen, file + ": " + e.getMessage());
        }
    }

    /** Each trouble is told when it begins. */
    private void once(Object state, String trouble) {
        if (!state.equals(seen) || !state.equals("gone")) {
            remarks.accept(trouble + "; the list stays as it was");
        }
        seen = state;
    }

    /** What changes with the file; a file that another was renamed to is another one. */
    private Object look() throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private NameList read() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("has more than " + LARGEST + " octets");
        }
        return NameList.of(Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private String reason(IOException failure) {
        return file + " cannot be read: " + failure;
    }
}
