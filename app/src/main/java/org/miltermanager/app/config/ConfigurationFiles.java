package org.miltermanager.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.miltermanager.detect.Finding;

/**
 * Where the configuration is read from; can be read again and again, for a reload. Immutable.
 *
 * @param directory such as {@code /etc/milter-manager}
 * @param required whether the directory must be there: a user who names one means one that is
 * @param commandLine what overrides the files, and each one what stands before it
 * @param detection finds the milters of the host anew; asked only where {@code detect.enabled} says so
 */
public record ConfigurationFiles(
        Path directory, boolean required, List<CommandLineValue> commandLine, Supplier<List<Finding>> detection) {
    public ConfigurationFiles {
        commandLine = List.copyOf(commandLine);
    }

    /** The same files, with another way to find milters. */
    public ConfigurationFiles with(Supplier<List<Finding>> other) {
        return new ConfigurationFiles(directory, required, commandLine, other);
    }

    /**
     * Reads all files anew.
     *
     * @throws ConfigurationError with every mistake in all of them
     */
    public Configuration read() {
        return new ConfigurationReader(this).read();
    }

    /** In the order in which they are read; the first and the last may be missing. */
    List<Path> files(Consumer<Mistake> mistakes) {
        var files = new ArrayList<Path>();
        files.add(directory.resolve("milter-manager.toml"));
        if (required && Files.notExists(directory)) {
            mistakes.accept(new Mistake(
                    new Origin.InFile(directory, 0, 0), "is not there; expected the directory of the configuration"));
        } else if (Files.isRegularFile(directory)) {
            mistakes.accept(new Mistake(
                    new Origin.InFile(directory, 0, 0),
                    "is a file; expected the directory of the configuration; did you mean "
                            + directory.toAbsolutePath().getParent() + "?"));
        }
        files.addAll(parts(directory.resolve("conf.d"), mistakes));
        files.add(directory.resolve("milter-manager.local.toml"));
        return files;
    }

    private static List<Path> parts(Path parts, Consumer<Mistake> mistakes) {
        if (Files.notExists(parts, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(parts)) {
            return inside.filter(ConfigurationFiles::isPart).sorted().toList();
        } catch (NotDirectoryException _) {
            mistakes.accept(new Mistake(new Origin.InFile(parts, 0, 0), "is a file; expected a directory"));
        } catch (IOException e) {
            mistakes.accept(new Mistake(new Origin.InFile(parts, 0, 0), TextFile.reason(parts, e)));
        }
        return List.of();
    }

    /** What somebody may take for a part of the configuration, and is none; a sentence for each. A copy that was put aside is not meant. */
    List<String> passedOver() {
        var odd = new ArrayList<String>();
        inside(directory)
                .filter(file -> isPart(file) && !isRead(file))
                .map(file -> file + " is not read; files of your own go to " + directory.resolve("conf.d"))
                .forEach(odd::add);
        inside(directory.resolve("conf.d"))
                .filter(file -> !file.getFileName().toString().matches("\\..*|README.*|.*\\.toml.*"))
                .map(file -> file + " is not read; files there end in .toml")
                .forEach(odd::add);
        return odd;
    }

    private static boolean isRead(Path file) {
        return file.endsWith("milter-manager.toml") || file.endsWith("milter-manager.local.toml");
    }

    private static Stream<Path> inside(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream();
        } catch (IOException toldOrNotThere) {
            return Stream.of();
        }
    }

    private static boolean isPart(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".toml") && !name.startsWith(".");
    }
}
