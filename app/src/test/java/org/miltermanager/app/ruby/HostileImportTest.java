package org.miltermanager.app.ruby;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImportTest {
    @TempDir
    private Path directory;

    private ImportFixture files() {
        return new ImportFixture(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><configuration><manager><pid-file>&a;</pid-file></manager></configuration>",
                "<configuration><milters><milter><name>a",
                "<a",
                "<a></b>"
            })
    void brokenXmlIsTold(String xml) {
        var imported = files().imported("milter-manager.custom.conf", xml);

        assertTrue(files().leftovers(imported).contains("is no well-formed XML"), () -> files().leftovers(imported));
        files().accepted(imported);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{",
                "do ",
                "\"",
                "'",
                "%w[",
                "\"#{",
                "#{",
                "\n",
                "#\n",
                "<<A\n",
                "a.",
                "a=[",
                "x{|a|",
                "\"a\" ",
                "\\",
                "/",
                "if ",
                "end ",
                ":",
                "?",
                "1.",
                "-",
                "|",
                "&.\n",
                "\n.a",
                "define_milter('a'){|m|",
                "define_milter('a')\n",
                "<a>",
                "\u0000",
                "\r"
            })
    void anEndlessRowOfAnythingIsReadInNoTime(String piece) {
        String text = piece.repeat(50_000 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> files().accepted(files().imported("milter-manager.conf", text)));
    }

    @Test
    void whateverIsChangedInAFileItIsReadAndTheResultAccepted() throws IOException {
        var random = new Random(2026);
        byte[] sample = ImportFixture.SAMPLE.getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 30; round++) {
            byte[] changed = sample.clone();
            for (int change = 0; change <= random.nextInt(8); change++) {
                byte any = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "\"'#{}()[]|<>%\\\n:=.,/ed".charAt(random.nextInt(22));
                changed[random.nextInt(changed.length)] = any;
            }
            var file = Files.write(directory.resolve("changed.conf"), changed);

            try {
                files().accepted(Imported.from(file, List::of));
            } catch (RuntimeException e) {
                throw new AssertionError(new String(changed, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    @Test
    void aMilterWhoseNameCannotBeIsLeftOut() {
        String text = "define_milter('m\016') do |m| m.connection_spec = 'inet:1@localhost'; m.description = 'd' end\n";

        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> files().accepted(files().imported("milter-manager.conf", text)));
    }

    @Test
    void aFileThatIsNoConfigurationIsRefused() throws IOException {
        var large = Files.write(directory.resolve("large.conf"), new byte[(1 << 20) + 1]);

        assertThrows(IllegalArgumentException.class, () -> Imported.from(directory, List::of));
        assertThrows(IllegalArgumentException.class, () -> Imported.from(directory.resolve("none.conf"), List::of));
        assertThrows(IllegalArgumentException.class, () -> Imported.from(large, List::of));
    }
}
