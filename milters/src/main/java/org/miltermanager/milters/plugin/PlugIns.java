package org.miltermanager.milters.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.miltermanager.milters.JarFiles;

/** The providers in the JAR files of a directory, and those that the program has itself. */
final class PlugIns {
    /** Behind so many there may be no end: that it gets on to the next plug-in the library does not promise. */
    private static final int MOST_TROUBLES = 100;

    private PlugIns() {}

    /**
     * A broken plug-in is no obstacle to another.
     *
     * @throws IllegalArgumentException with a sentence that says what is there, and what helps, if there is none of that name
     */
    static MilterProvider named(String name, Path directory) {
        var providers = new TreeMap<String, MilterProvider>();
        var troubles = new ArrayList<Throwable>();
        Iterator<MilterProvider> all =
                ServiceLoader.load(MilterProvider.class, loader(directory)).iterator();
        boolean more = true;
        while (more && troubles.size() < MOST_TROUBLES) {
            try {
                more = all.hasNext();
                if (more) {
                    MilterProvider provider = all.next();
                    providers.putIfAbsent(provider.name(), provider);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
                troubles.add(broken);
            }
        }
        MilterProvider provider = providers.get(name);
        if (provider == null) {
            throw unknown(name, directory, providers.keySet(), troubles);
        }
        return provider;
    }

    private static IllegalArgumentException unknown(
            String name, Path directory, Set<String> names, List<Throwable> troubles) {
        var sentence = new StringBuilder("got \"" + name + "\", which is no plug-in; those of " + directory
                + " and of the program: " + String.join(", ", names));
        if (!troubles.isEmpty()) {
            sentence.append("; what is there besides cannot be loaded: ")
                    .append(troubles.stream().map(PlugIns::reason).collect(Collectors.joining("; ")));
        }
        var unknown = new IllegalArgumentException(sentence.toString());
        troubles.forEach(unknown::addSuppressed);
        return unknown;
    }

    private static String reason(Throwable broken) {
        return broken instanceof ServiceConfigurationError ? String.valueOf(broken.getMessage()) : broken.toString();
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
