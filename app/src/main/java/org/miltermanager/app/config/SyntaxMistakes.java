package org.miltermanager.app.config;

import java.nio.file.Path;
import java.util.List;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** What is to be said about text that is not TOML, and what can still be said about the rest of the file. */
final class SyntaxMistakes {
    private SyntaxMistakes() {}

    static Mistake of(Path file, TomlParseError error) {
        String message = String.valueOf(error.getMessage());
        String help = message.endsWith("expected a value") ? ": a number, true, false, or text in quotes" : "";
        return new Mistake(TableReader.place(file, error.position()), message + help);
    }

    /**
     * To which line the tables that were read are those that the author meant: what follows a heading that could not be read is taken for
     * part of the table before.
     */
    static int trustedLines(TomlParseResult toml, String text) {
        List<String> lines = text.lines().toList();
        return toml.errors().stream()
                .mapToInt(error -> error.position().line())
                .filter(line -> line <= lines.size()
                        && lines.get(line - 1).stripLeading().startsWith("["))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
