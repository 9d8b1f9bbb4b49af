package org.miltermanager.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * A file of the configuration, read as TOML without the lines that say nothing: remarks and empty ones. The reader of TOML goes over a run of
 * them again for each of its lines: of the packaged file, which has hardly anything else, that was half of a start. Every place is told as it
 * is in the file. Immutable.
 */
final class TomlFile {
    /** Not a remark with what TOML does not allow in one, of which its reader is to tell. */
    private static final Pattern SILENT = Pattern.compile("[ \\t]*+(?:#[\\t\\x20-\\x7E\\xA0-\\uD7FF]*+)?\\r?");

    /** From where on a line that looks like a remark may be none. */
    private static final Pattern TEXT_OF_SEVERAL_LINES = Pattern.compile("\"\"\"|'''");

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)(?=, column )");

    private final Path file;
    private final TomlParseResult toml;
    private final String[] lines;
    /** Of each line that was read, from 1. */
    private final List<Integer> numbers;

    private TomlFile(Path file, String[] lines, List<Integer> numbers) {
        this.file = file;
        this.lines = lines.clone();
        this.numbers = List.copyOf(numbers);
        this.toml = Toml.parse(String.join(
                "\n", numbers.stream().map(number -> lines[number - 1]).toList()));
    }

    /** Reads what a file contains. */
    static TomlFile parse(Path file, String text) {
        String[] lines = text.split("\n", -1);
        var numbers = new ArrayList<Integer>();
        boolean several = false;
        for (int i = 0; i < lines.length; i++) {
            several |= TEXT_OF_SEVERAL_LINES.matcher(lines[i]).find();
            // The last one: what ends too early ends as it did in the file.
            boolean last = i == lines.length - 1;
            if (several || last || !SILENT.matcher(lines[i]).matches()) {
                numbers.add(i + 1);
            }
        }
        return new TomlFile(file, lines, numbers);
    }

    /** What it says, as far as it could be read. */
    TomlParseResult toml() {
        return toml;
    }

    Origin.InFile place(@Nullable TomlPosition position) {
        Objects.requireNonNull(position, "what was read has a place");
        return new Origin.InFile(file, line(position.line()), position.column());
    }

    private int line(int read) {
        return numbers.get(Math.clamp(read, 1, numbers.size()) - 1);
    }

    /** What is no TOML. */
    List<Mistake> mistakes() {
        return toml.errors().stream()
                .map(error -> new Mistake(place(error.position()), explained(String.valueOf(error.getMessage()))))
                .toList();
    }

    private String explained(String message) {
        String help = message.endsWith("expected a value") ? ": a number, true, false, or text in quotes" : "";
        return LINE.matcher(message)
                        .replaceAll(found -> Matcher.quoteReplacement("line " + line(Integer.parseInt(found.group(1)))))
                + help;
    }

    /**
     * To which line the tables that were read are those that the author meant: what follows a heading that could not be read is taken for
     * part of the table before.
     */
    int trustedLines() {
        return toml.errors().stream()
                .mapToInt(error -> line(error.position().line()))
                .filter(line -> lines[line - 1].stripLeading().startsWith("["))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
