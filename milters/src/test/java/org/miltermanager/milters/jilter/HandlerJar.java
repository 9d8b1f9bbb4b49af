package org.miltermanager.milters.jilter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The sources below {@code src/test/resources/jilter} as an administrator gets them: compiled, in a JAR file. */
final class HandlerJar {
    private HandlerJar() {}

    /** @param part which sources: {@code com} is the stand-in of jilter, {@code org} the handlers */
    static Path of(Path directory, String part) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path jar = directory.resolve(part + ".jar");
        compile(classes);
        try (OutputStream out = Files.newOutputStream(jar);
                var archive = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes.resolve(part))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                archive.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, archive);
            }
        }
        return jar;
    }

    private static void compile(Path classes) throws IOException {
        try (Stream<Path> sources = Files.walk(sources())) {
            List<String> arguments = Stream.concat(
                            Stream.of("-d", classes.toString(), "-proc:none"),
                            sources.filter(source -> source.toString().endsWith(".java"))
                                    .map(Path::toString))
                    .toList();
            int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
            if (errors != 0) {
                throw new IllegalStateException("the handlers do not compile");
            }
        }
    }

    private static Path sources() {
        try {
            return Path.of(Objects.requireNonNull(HandlerJar.class.getResource("/jilter"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
