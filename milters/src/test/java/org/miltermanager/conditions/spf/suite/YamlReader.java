package org.miltermanager.conditions.spf.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads YAML documents of maps, lists and texts: block and flow lists, plain, quoted and folded texts. No anchors, tags, flow maps. A text is a
 * String, whatever it looks like.
 */
final class YamlReader {
    private static final Pattern ENTRY =
            Pattern.compile("(?<key>\"[^\"]*\"|'[^']*'|[^\\s#\\[\"'][^#]*?):(?:\\s+(?<value>.*))?");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");
    private static final Pattern QUOTED_END = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*')\\s*(?:#.*)?");

    /** One line without its indentation. */
    private record Line(int indent, String text) {
        boolean blank() {
            return text.isEmpty() || text.startsWith("#");
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private int next;

    private YamlReader(List<String> text) {
        for (String line : text) {
            String content = line.strip();
            lines.add(new Line(line.length() - line.stripLeading().length(), content));
        }
    }

    /** The documents of a file, those without anything left out. */
    static List<Map<String, Object>> read(List<String> text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        List<String> document = new ArrayList<>();
        for (String line : text) {
            if (line.startsWith("---")) {
                add(document, documents);
                document.clear();
            } else {
                document.add(line);
            }
        }
        add(document, documents);
        return documents;
    }

    private static void add(List<String> text, List<Map<String, Object>> documents) {
        var reader = new YamlReader(text);
        if (reader.peek() != null) {
            documents.add(reader.map(reader.peek().indent()));
        }
    }

    /** The next line that says something, which stays the next one; null at the end. */
    private Line peek() {
        while (next < lines.size() && lines.get(next).blank()) {
            next++;
        }
        return next < lines.size() ? lines.get(next) : null;
    }

    private Map<String, Object> map(int indent) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Line line = peek();
                line != null && line.indent() == indent && !line.text().startsWith("- ");
                line = peek()) {
            entry(line.text(), indent, map);
        }
        return map;
    }

    private void entry(String text, int indent, Map<String, Object> map) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw new IllegalArgumentException("no entry of a map: " + text);
        }
        next++;
        String value = entry.group("value");
        map.put((String) scalar(entry.group("key")), value(value == null ? "" : value, indent));
    }

    private Object value(String first, int indent) {
        if (first.startsWith(">") || first.startsWith("|")) {
            return folded(indent);
        }
        if (first.isEmpty()) {
            return block(indent);
        }
        if (first.startsWith("[")) {
            return flowList(first);
        }
        var text = new StringBuilder(first);
        while (goesOn(text.toString(), indent)) {
            text.append(' ').append(lines.get(next++).text());
        }
        return scalar(text.toString());
    }

    /** A text goes on in lines that stand further in; a quoted one up to its quote. */
    private boolean goesOn(String text, int indent) {
        boolean quoted = text.startsWith("\"") || text.startsWith("'");
        if (quoted) {
            return !QUOTED_END.matcher(text).matches();
        }
        return next < lines.size()
                && !lines.get(next).blank()
                && lines.get(next).indent() > indent;
    }

    private Object block(int indent) {
        Line line = peek();
        if (line == null || line.indent() < indent) {
            return "";
        }
        if (line.text().startsWith("- ")) {
            return list(line.indent());
        }
        return line.indent() > indent ? map(line.indent()) : "";
    }

    private List<Object> list(int indent) {
        List<Object> list = new ArrayList<>();
        for (Line line = peek();
                line != null && line.indent() == indent && line.text().startsWith("- ");
                line = peek()) {
            String item = line.text().substring(2).strip();
            if (ENTRY.matcher(item).matches()) {
                Map<String, Object> map = new LinkedHashMap<>();
                entry(item, indent, map);
                list.add(map);
            } else {
                next++;
                list.add(value(item, indent));
            }
        }
        return list;
    }

    private String folded(int indent) {
        List<String> folded = new ArrayList<>();
        while (next < lines.size()
                && (lines.get(next).text().isEmpty() || lines.get(next).indent() > indent)) {
            folded.add(lines.get(next++).text());
        }
        return String.join(" ", folded).strip();
    }

    private static List<Object> flowList(String text) {
        String inside = text.substring(1, text.lastIndexOf(']')).strip();
        List<Object> list = new ArrayList<>();
        for (String item : inside.split(",")) {
            list.add(scalar(item.strip()));
        }
        return list;
    }

    private static Object scalar(String text) {
        Matcher quoted = QUOTED_END.matcher(text);
        if (!quoted.matches()) {
            return COMMENT.matcher(text).replaceFirst("");
        }
        String inside = quoted.group(1).substring(1, quoted.group(1).length() - 1);
        return text.startsWith("'") ? inside.replace("''", "'") : unescaped(inside);
    }

    private static String unescaped(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'x' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case '0' -> plain.append('\0');
                default -> plain.append(escape);
            }
        }
        return plain.toString();
    }
}
