package org.miltermanager.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a host in one text: {@code == /path} and behind it the lines of that file, {@code == /link -> target}, or {@code == /path
 * unreadable}. What stands before the first heading is for readers.
 */
public final class Layout {
    private static final Pattern HEADING = Pattern.compile("== (\\S+)(?: -> (\\S+)| (unreadable))?");

    private Layout() {}

    /** Lays the files down below a directory. */
    public static Tree unpack(String text, Path directory) {
        var tree = new Tree(directory);
        List<String> lines = new ArrayList<>();
        Matcher file = null;
        for (String line : (text + "\n== /end").split("\n")) {
            Matcher heading = HEADING.matcher(line);
            if (!heading.matches()) {
                lines.add(line);
                continue;
            }
            if (file != null) {
                put(tree, file, String.join("\n", lines) + "\n");
            }
            file = heading;
            lines.clear();
        }
        return tree;
    }

    /** The text of a resource. */
    public static String resource(String name) {
        try (var in = Layout.class.getResourceAsStream("/layouts/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing keeps root, as whom tests may run, from reading a file; so a directory of that name stands for one that cannot be read. */
    private static void put(Tree tree, Matcher heading, String text) {
        if (heading.group(2) != null) {
            tree.link(heading.group(1), heading.group(2));
        } else if (heading.group(3) != null) {
            tree.file(heading.group(1) + "/inside", "");
        } else {
            tree.file(heading.group(1), text);
        }
    }
}
