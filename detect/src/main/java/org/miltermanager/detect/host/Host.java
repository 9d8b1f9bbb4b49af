package org.miltermanager.detect.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Trouble;

/**
 * A host as detection sees it: files, services. All paths are the host's own, beginning with {@code /}. Whatever the files hold, reading
 * them throws nothing, ends, and takes bounded memory. What is told is as old as the object; not for several threads.
 */
public final class Host {
    /** No configuration of a milter comes near; a log or a device that is named instead would. */
    static final int LARGEST = 1 << 20;

    /** As much as 100,000 sockets take. */
    private static final int LARGEST_TABLE = 16 << 20;

    private final Root root;
    private final Services services;
    private final Map<String, Set<String>> directories = new HashMap<>();

    private Host(Root root) {
        this.root = root;
        this.services = new Services(this);
    }

    /** The machine that this runs on. */
    public static Host live() {
        return at(Path.of("/"));
    }

    /** One whose files lie in a directory: an image, or a test. Nothing of it runs. */
    public static Host at(Path directory) {
        return new Host(new Root(directory));
    }

    /** Reads a file: as UTF-8, or where it is none as ISO-8859-1. */
    public Reading read(String path) {
        return read(path, LARGEST);
    }

    /** The same of a table of the kernel, which has a line for each socket of the host. */
    Reading table(String path) {
        return read(path, LARGEST_TABLE);
    }

    private Reading read(String path, int largest) {
        Optional<Path> found = root.locate(path);
        if (found.isEmpty() || Files.notExists(found.get())) {
            return new Reading.Absent(path);
        }
        Path file = found.get();
        try {
            if (!Files.isRegularFile(file)) {
                return refused(path, "is no regular file", "name a file there, or remove it");
            }
            try (var in = Files.newInputStream(file)) {
                byte[] octets = in.readNBytes(largest + 1);
                return octets.length > largest
                        ? refused(path, "is larger than " + largest + " octets", "no configuration is that large")
                        : new Reading.Text(path, text(octets).lines().toList());
            }
        } catch (AccessDeniedException denied) {
            return refused(
                    path, "may not be read" + owner(file), "run as root, or: setfacl -m u:milter-manager:r " + path);
        } catch (IOException trouble) {
            return refused(path, "cannot be read: " + trouble.getMessage(), "look at the file system");
        }
    }

    private static Reading refused(String path, String why, String remedy) {
        return new Reading.Refused(path, new Trouble(path + " " + why, remedy));
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private static String owner(Path file) {
        try {
            var facts = Files.readAttributes(file, PosixFileAttributes.class);
            return " (owner %s, group %s, mode %s)"
                    .formatted(
                            facts.owner().getName(),
                            facts.group().getName(),
                            PosixFilePermissions.toString(facts.permissions()));
        } catch (IOException hidden) {
            return "";
        }
    }

    /** The service of that name, without {@code .service}; an instance of a template as {@code name@instance}. */
    public Optional<Service> service(String name) {
        return services.named(name);
    }

    /** The instances of a template that something starts: {@code opendkim@out} of {@code opendkim}. */
    public List<String> instances(String template) {
        return services.instances(template);
    }

    /** Says which services will be asked for, so that systemd, where it runs, is asked only once. */
    public void expect(Collection<String> names) {
        services.expect(names);
    }

    /** Whether this is the machine that we run on. */
    public boolean runs() {
        return root.live();
    }

    /**
     * What a program prints, on the machine that we run on: at most {@link #LARGEST} octets, and only if it ends well within a short time.
     *
     * @return empty otherwise
     */
    public String output(List<String> command) {
        return runs() ? Output.of(command) : "";
    }

    /** Whether there is anything of that path. */
    public boolean exists(String path) {
        return root.locate(path).filter(Files::exists).isPresent();
    }

    /** The names of all services, without {@code .service}. */
    public List<String> services() {
        return services.names();
    }

    /** Where a symbolic link points, as it says; empty where it is none. */
    Optional<String> target(String path) {
        try {
            Optional<Path> entry = root.locateLink(path).filter(Files::isSymbolicLink);
            return entry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.readSymbolicLink(entry.get()).toString());
        } catch (IOException hidden) {
            return Optional.empty();
        }
    }

    /** Whether there is a regular file of that path. */
    boolean isFile(String path) {
        return root.locate(path).filter(Files::isRegularFile).isPresent();
    }

    /** The lines of a file, those that a backslash continues joined; none where it cannot be read. */
    List<Quote> lines(String path) {
        return read(path).text().map(Lines::joined).orElse(List.of());
    }

    /** The name of what a symbolic link points to; empty where it is none. */
    Optional<String> alias(String path) {
        return target(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /** Whether systemd takes it for a mask: a link to {@code /dev/null}, or an empty file. */
    boolean masks(String path) {
        try {
            Optional<Path> entry = root.locateLink(path);
            if (entry.isPresent() && Files.isSymbolicLink(entry.get())) {
                return Files.readSymbolicLink(entry.get()).endsWith("dev/null");
            }
            return entry.isPresent() && Files.isRegularFile(entry.get()) && Files.size(entry.get()) == 0;
        } catch (IOException hidden) {
            return false;
        }
    }

    /** The names in a directory, sorted; none where there is no such directory. */
    public List<String> names(String directory) {
        return List.copyOf(entries(directory));
    }

    /** Whether a directory has an entry of that name, be it a link to what is not there. */
    boolean hasEntry(String directory, String name) {
        return entries(directory).contains(name);
    }

    /** Read once: the same few directories are asked for every service. */
    private Set<String> entries(String directory) {
        return directories.computeIfAbsent(directory, this::list);
    }

    private Set<String> list(String directory) {
        var names = new TreeSet<String>();
        Optional<Path> found = root.locate(directory).filter(Files::isDirectory);
        if (found.isPresent()) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(found.get())) {
                inside.forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException | DirectoryIteratorException hidden) {
                return names;
            }
        }
        return names;
    }

    /** The files that a pattern with {@code *} and {@code ?} in its last part means, sorted. */
    List<String> glob(String pattern) {
        int slash = pattern.lastIndexOf('/') + 1;
        String directory = pattern.substring(0, slash);
        String last = pattern.substring(slash);
        if (!last.matches(".*[*?\\[].*")) {
            return List.of(pattern);
        }
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + last);
            return names(directory).stream()
                    .filter(name -> matcher.matches(Path.of(name)))
                    .map(name -> directory + name)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
