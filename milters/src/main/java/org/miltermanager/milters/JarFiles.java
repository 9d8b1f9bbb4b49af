package org.miltermanager.milters;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.jar.JarFile;

/** JAR files whose code may run in the daemon. It sees all mail, so files that just anybody can change are refused. For any thread. */
public final class JarFiles {
    private JarFiles() {}

    /**
     * @return where a class loader finds it
     * @throws IllegalArgumentException with a sentence that says what is wrong, if it is no JAR file, or may be changed by any user
     */
    public static URL url(Path jar) {
        refuseIfAnybodyWrites(jar.toAbsolutePath());
        refuseIfAnybodyWrites(target(jar));
        try (var _ = new JarFile(jar.toFile())) {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(jar + " cannot be named as a URL", impossible);
        } catch (IOException e) {
            throw new IllegalArgumentException(jar + " is no JAR file that can be read: " + e.getMessage(), e);
        }
    }

    /** Also for directories: who may write there may put another file in the place of this one. */
    private static void refuseIfAnybodyWrites(Path jar) {
        for (Path path = jar; path != null; path = path.getParent()) {
            refuseWritable(path);
        }
    }

    private static Path target(Path jar) {
        try {
            return jar.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException(jar + " cannot be read: " + e, e);
        }
    }

    private static void refuseWritable(Path path) {
        Set<PosixFilePermission> mode = mode(path);
        boolean directory = Files.isDirectory(path);
        if (mode.contains(PosixFilePermission.OTHERS_WRITE) && !(directory && isSticky(path))) {
            throw new IllegalArgumentException(
                    path + " may be changed by any user (" + PosixFilePermissions.toString(mode)
                            + "), and what is there would run as the daemon; what helps: chmod o-w " + path);
        }
    }

    private static Set<PosixFilePermission> mode(Path path) {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    Files.exists(path) ? path + " cannot be looked at: " + e : "there is no file " + path, e);
        }
    }

    /** In such a directory, as /tmp, nobody can replace the file of another. */
    private static boolean isSticky(Path directory) {
        try {
            return ((int) Files.getAttribute(directory, "unix:mode") & 01000) != 0;
        } catch (IOException e) {
            return false;
        }
    }
}
