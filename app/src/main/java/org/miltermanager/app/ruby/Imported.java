package org.miltermanager.app.ruby;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.detect.Finding;

/**
 * What became of a configuration of milter manager.
 *
 * @param toml our configuration, as our reader accepts it
 * @param leftovers the lines that it does not say, in the order of the files, and what to do about each
 * @param read the files that were read
 * @param builtIn files that were passed over: what they define is part of the program
 */
public record Imported(String toml, List<Mistake> leftovers, List<Path> read, List<Path> builtIn) {
    private static final String MAIN = "milter-manager.conf";
    private static final String CUSTOM = "milter-manager.custom.conf";

    public Imported {
        leftovers = List.copyOf(leftovers);
        read = List.copyOf(read);
        builtIn = List.copyOf(builtIn);
    }

    /**
     * Reads a configuration: a file of Ruby with what it loads, or the XML file. Beside {@code milter-manager.conf} the XML file is read as
     * well, as milter manager does.
     *
     * @param detection finds the milters of the host, of which a configuration needs to say only what it changes
     * @throws IllegalArgumentException if the file itself cannot be read; the message says why
     */
    public static Imported from(Path file, Supplier<List<Finding>> detection) {
        Path directory = file.toAbsolutePath().getParent();
        boolean isMain = file.endsWith(MAIN);
        var translation = new Translation(
                new Sources(directory == null ? Path.of("/") : directory), new ConfigurationDraft(detection), !isMain);
        translation.file(file);
        if (isMain) {
            translation.decideDetection(file);
        }
        Path custom = file.resolveSibling(CUSTOM);
        if (isMain && Files.exists(custom)) {
            translation.file(custom);
        }
        return translation.result();
    }

    /** The text of a file: what was carried over, and as comments what was not. */
    public String text() {
        var text = new StringBuilder("# Carried over from the configuration of milter manager:\n");
        read.forEach(file -> text.append("#   ").append(shown(file)).append('\n'));
        if (!builtIn.isEmpty()) {
            text.append("# Not needed, since these conditions are part of the program:\n");
            builtIn.forEach(file -> text.append("#   ").append(shown(file)).append('\n'));
        }
        text.append(toml);
        if (!leftovers.isEmpty()) {
            text.append("\n# Not carried over:\n");
            leftovers.forEach(line -> text.append("#   ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String shown(Path file) {
        return PrintableText.of(file.toString());
    }
}
