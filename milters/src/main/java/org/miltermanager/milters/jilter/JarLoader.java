package org.miltermanager.milters.jilter;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The classes of a handler, apart from the program's: a handler may bring another version of any library that the program uses. Only
 * logging is shared: jilter logs through log4j 1.2, whose names lead to the program's log.
 */
final class JarLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("org.slf4j.", "org.apache.log4j.");

    /** @throws IllegalArgumentException if one of the files is no JAR file that can be read */
    JarLoader(List<Path> jars) {
        super("jilter", jars.stream().map(JarLoader::url).toArray(URL[]::new), new SharedClasses());
    }

    private static URL url(Path jar) {
        try (var _ = new JarFile(jar.toFile())) {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(jar + " cannot be named as a URL", impossible);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    (Files.exists(jar) ? jar + " is no JAR file that can be read: " : "there is no file ")
                            + (Files.exists(jar) ? e.getMessage() : jar),
                    e);
        }
    }

    private static final class SharedClasses extends ClassLoader {
        SharedClasses() {
            super("shared with handlers", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return Class.forName(name, false, JarLoader.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
