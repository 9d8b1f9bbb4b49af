package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static Stream<Key<?>> keys() {
        return Stream.concat(
                        Stream.of(
                                Schema.TOP,
                                Schema.MILTER,
                                Keys.of(Schema.USE),
                                LookupSchema.TABLE,
                                ConditionSchema.CONDITION,
                                ConditionSchema.RULE),
                        Uses.ALL.stream().map(Use::keys))
                .flatMap(keys -> keys.all().stream());
    }

    @Test
    void everyKeyIsInATable() {
        Set<Object> constants = new HashSet<>();
        Stream.of(
                        Schema.class,
                        ConditionSchema.class,
                        DnsSchema.class,
                        LookupSchema.class,
                        SpfSchema.class,
                        GreylistSchema.class,
                        ServiceSchema.class,
                        ClamdSchema.class,
                        SpamdSchema.class,
                        JilterSchema.class,
                        PlugInSchema.class)
                .flatMap(schema -> Arrays.stream(schema.getDeclaredFields()))
                .filter(field -> field.getType() == Key.class && Modifier.isStatic(field.getModifiers()))
                .forEach(field -> constants.add(value(field)));

        assertEquals(constants, new HashSet<Object>(keys().toList()));
    }

    private static Object value(java.lang.reflect.Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyKeySaysWhatItMeans() {
        keys().forEach(key -> assertTrue(key.description().endsWith("."), key.path()));
    }

    @Test
    void everyDefaultIsAValueOfItsKeyAndSpelledAsItIsShown() {
        keys().filter(key -> key.fallback() instanceof String)
                .forEach(key -> assertEquals("\"" + key.fallback() + "\"", key.spell(key.fallback())));
        keys().filter(key -> key.fallback() != null)
                .forEach(key -> assertFalse(key.refusal(key.fallback()).isPresent(), key.path()));
    }

    @Test
    void theInstalledFileIsTheReference() throws IOException {
        assertEquals(Configuration.reference(), Files.readString(Path.of("../packaging/etc/milter-manager.toml")));
    }

    @Test
    void theReferenceIsAFileThatSaysNothingAndUncommentedTheDefaults(@TempDir Path directory) {
        var files = new ConfigurationDirectoryFixture(directory);
        var defaults = files.settings();
        var reference = Configuration.reference();
        var uncommented =
                reference.substring(0, reference.indexOf("#[[milter]]")).replaceAll("(?m)^#(?! )", "");

        assertEquals(defaults, files.with("milter-manager.toml", reference).settings());
        assertEquals(defaults, files.with("milter-manager.toml", uncommented).settings());
        assertTrue(reference.lines().allMatch(line -> line.length() <= 100), reference);
    }
}
