package org.miltermanager.app.mta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;

/**
 * What a client sends after DATA. Immutable.
 *
 * @param headers in their order, values exact: blanks after the colon included, folded lines joined by LF
 * @param body with CRLF line ends
 */
public record MailText(List<Header> headers, Octets body) {
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+)[ \t]*:(.*)", Pattern.DOTALL);
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>\\s]*)>");
    private static final Pattern BARE = Pattern.compile("[^\\s<>,;:\"()]+@[^\\s<>,;:\"()]+");
    private static final Pattern QUOTED_OR_COMMENT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\([^()]*\\)");

    public MailText {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a file as mail programs save it: line ends may be LF or CRLF, a first line of mbox ({@code From somebody Mon …}) is passed over.
     * The header block ends with the first line that is neither a field nor a part of one.
     *
     * @param file one message
     */
    public static MailText parse(byte[] file) {
        List<String> lines = lines(new String(file, StandardCharsets.ISO_8859_1));
        int at = !lines.isEmpty() && lines.getFirst().startsWith("From ") ? 1 : 0;
        var headers = new ArrayList<Header>();
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            String line = lines.get(at);
            Matcher field = FIELD.matcher(line);
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fold(headers, line);
            } else if (field.matches()) {
                headers.add(new Header(field.group(1), field.group(2)));
            } else {
                break;
            }
            at++;
        }
        boolean separated = at < lines.size() && lines.get(at).isEmpty();
        return new MailText(headers, body(lines.subList(separated ? at + 1 : at, lines.size())));
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    private static void fold(List<Header> headers, String line) {
        if (!headers.isEmpty()) {
            Header folded = headers.removeLast();
            headers.add(new Header(folded.name(), folded.value() + "\n" + line));
        }
    }

    private static Octets body(List<String> lines) {
        return Octets.of(lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n");
    }

    /** The addresses in the header fields of a name, each in angle brackets. */
    public List<String> addresses(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(header -> QUOTED_OR_COMMENT.matcher(header.text()).replaceAll(" "))
                .flatMap(value -> addressesIn(value).stream())
                .toList();
    }

    private static List<String> addressesIn(String value) {
        Pattern spelled = value.contains("<") ? IN_BRACKETS : BARE;
        return spelled.matcher(value)
                .results()
                .map(found -> spelled == BARE ? "<" + found.group() + ">" : found.group())
                .toList();
    }
}
