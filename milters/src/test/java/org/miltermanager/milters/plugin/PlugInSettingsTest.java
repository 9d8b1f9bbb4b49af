package org.miltermanager.milters.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlugInSettingsTest {
    private static final String SERVICE = "META-INF/services/" + MilterProvider.class.getName();

    private static final String TAGGER = """
            package org.example;
            public class Tagger implements org.miltermanager.milters.plugin.MilterProvider {
                public String name() { return "tagger"; }
                public org.miltermanager.milter.Milter milter(java.util.Map<String, String> options) {
                    if (options.containsKey("library")) throw new NoClassDefFoundError("org/example/Library");
                    if (!options.containsKey("tag")) throw new IllegalArgumentException("options.tag is missing");
                    return terms -> { throw new org.miltermanager.milter.MilterFailure(options.get("tag")); };
                }
            }
            """;

    @TempDir
    private Path directory;

    private Optional<String> obstacle(String plugIn, Map<String, String> options) {
        return new PlugInSettings(plugIn, directory.resolve("plug-ins"), options, Duration.ofSeconds(30)).obstacle();
    }

    /** @param provider what the service file names */
    private void install(String provider) throws IOException {
        Path source = directory.resolve("Tagger.java");
        Files.writeString(source, TAGGER);
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", directory.toString(), source.toString());
        Path jar = Files.createDirectories(directory.resolve("plug-ins")).resolve("tagger.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                var archive = new JarOutputStream(out)) {
            archive.putNextEntry(new JarEntry("org/example/Tagger.class"));
            Files.copy(directory.resolve("org/example/Tagger.class"), archive);
            archive.putNextEntry(new JarEntry(SERVICE));
            archive.write(provider.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aJarFileInTheDirectoryIsFound() throws IOException {
        install("org.example.Tagger");

        assertEquals(Optional.empty(), obstacle("tagger", Map.of("tag", "x")));
    }

    @Test
    void whatAProviderSaysOfItsOptionsIsToldAsItIs() throws IOException {
        install("org.example.Tagger");

        assertEquals(Optional.of("options.tag is missing"), obstacle("tagger", Map.of()));
        assertEquals(
                Optional.of("options.header: got \"X Y\", expected a header's name"),
                obstacle("skeleton", Map.of("header", "X Y")));
    }

    @Test
    void aNameThatNoProviderTellsComesWithThoseThatAreThere() throws IOException {
        install("org.example.Tagger");

        assertEquals(
                Optional.of("got \"taggr\", which is no plug-in; those of " + directory.resolve("plug-ins")
                        + " and of the program: skeleton, tagger"),
                obstacle("taggr", Map.of()));
    }

    @Test
    void aBrokenPlugInIsNamed() throws IOException {
        install("org.example.Gone");

        String obstacle = obstacle("tagger", Map.of()).orElse("");

        assertTrue(obstacle.contains("cannot be loaded"), obstacle);
        assertTrue(obstacle.contains("org.example.Gone"), obstacle);
    }

    @Test
    void aPlugInWhoseLibraryIsMissingIsAMistake() throws IOException {
        install("org.example.Tagger");

        assertEquals(
                Optional.of("the plug-in failed: java.lang.NoClassDefFoundError: org/example/Library"),
                obstacle("tagger", Map.of("library", "used")));
    }

    @Test
    void aBrokenPlugInIsNoObstacleToAnother() throws IOException {
        install("org.example.Tagger");
        Path broken = directory.resolve("plug-ins/broken.jar"); // in front of the other
        try (var archive = new JarOutputStream(Files.newOutputStream(broken))) {
            archive.putNextEntry(new JarEntry(SERVICE));
            archive.write("org.example.Gone".getBytes(StandardCharsets.US_ASCII));
        }

        assertEquals(Optional.empty(), obstacle("tagger", Map.of("tag", "x")));
        assertEquals(Optional.empty(), obstacle("skeleton", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plug-ins/tagger.jar", "plug-ins"})
    void codeThatAnybodyCanChangeIsRefused(String writable) throws IOException {
        install("org.example.Tagger");
        Path open = directory.resolve(writable);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xrwx"));

        assertEquals(
                Optional.of(open + " may be changed by any user (rwxr-xrwx), and what is there would run as the daemon;"
                        + " what helps: chmod o-w " + open),
                obstacle("tagger", Map.of("tag", "x")));
    }

    @Test
    void withoutADirectoryThereAreTheProgramsOwn() {
        assertEquals(Optional.empty(), obstacle("skeleton", Map.of()));
    }
}
