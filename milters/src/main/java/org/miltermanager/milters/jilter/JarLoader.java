package org.miltermanager.milters.jilter;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.miltermanager.milters.JarFiles;

/**
 * The classes of a handler, apart from the program's: a handler may bring another version of any library that the program uses. Only
 * logging is shared: jilter logs through log4j 1.2, whose names lead to the program's log.
 */
final class JarLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("org.slf4j.", "org.apache.log4j.");

    /** @throws IllegalArgumentException as {@link JarFiles#url} does */
    JarLoader(List<Path> jars) {
        super("jilter", jars.stream().map(JarFiles::url).toArray(URL[]::new), new SharedClasses());
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
