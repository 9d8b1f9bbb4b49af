package org.miltermanager.milters.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.miltermanager.milters.JarFiles;

/** The providers in the JAR files of a directory, and those that the program has itself. */
final class PlugIns {
    private PlugIns() {}

    /** @throws IllegalArgumentException with a sentence that says what is there, and what helps, if there is none of that name */
    static MilterProvider named(String name, Path directory) {
        try {
            List<MilterProvider> providers = ServiceLoader.load(MilterProvider.class, loader(directory)).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            return providers.stream()
                    .filter(provider -> provider.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name, directory, providers));
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new IllegalArgumentException(
                    "a plug-in in " + directory + " cannot be loaded: " + broken.getMessage(), broken);
        }
    }

    private static IllegalArgumentException unknown(String name, Path directory, List<MilterProvider> providers) {
        var names = new TreeSet<String>();
        providers.forEach(provider -> names.add(provider.name()));
        return new IllegalArgumentException("got \"" + name + "\", which is no plug-in; those of " + directory
                + " and of the program: " + String.join(", ", names));
    }

    private static ClassLoader loader(Path directory) {
        return new URLClassLoader("plug-ins", jars(directory), PlugIns.class.getClassLoader());
    }

    private static URL[] jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(JarFiles::url)
                    .toArray(URL[]::new);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return new URL[0];
        } catch (IOException e) {
            throw new IllegalArgumentException("the directory of plug-ins cannot be read: " + e, e);
        }
    }
}
