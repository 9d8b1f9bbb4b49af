package org.miltermanager.detect.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.miltermanager.transport.Endpoint;

/**
 * Postfix's {@code main.cf}, as far as milters go: comments, lines continued by white space, later values over earlier ones, {@code $name},
 * {@code ${name}} and {@code $(name)}; postconf(5). Immutable.
 */
public final class MainCf {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z0-9_.-]+)\\s*=\\s*(.*)", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)\\}|\\((\\w+)\\)|(\\w+))");
    private static final Pattern ITEM = Pattern.compile("\\{\\s*([^\\s,{}]+)[^}]*\\}|([^\\s,{}]+)");
    private static final Pattern HOST_PORT = Pattern.compile("inet:(?:\\[([^\\]]+)\\]|([^:]+)):(\\d+)");
    /** Postfix itself gives up where values refer to each other in a circle; so many levels nobody writes. */
    private static final int DEEPEST = 20;

    private final Map<String, String> values;

    private MainCf(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws IOException if the file cannot be read */
    public static MainCf read(Path file) throws IOException {
        return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Reads the text of such a file. Lines that assign nothing are passed over. */
    public static MainCf of(String text) {
        var values = new HashMap<String, String>();
        for (String line : logicalLines(text)) {
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                values.put(assignment.group(1), assignment.group(2).strip());
            }
        }
        return new MainCf(values);
    }

    private static List<String> logicalLines(String text) {
        var lines = new ArrayList<String>();
        for (String line : text.split("\r?\n", -1)) {
            boolean continued = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            if (continued && !lines.isEmpty()) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    /** The value of a parameter, references resolved; empty where it is not set here. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> resolved(value, 0));
    }

    private String resolved(String value, int depth) {
        if (depth > DEEPEST) {
            return value;
        }
        return REFERENCE.matcher(value).replaceAll(found -> {
            String name = Stream.of(found.group(1), found.group(2), found.group(3))
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            return Matcher.quoteReplacement(resolved(values.getOrDefault(name, ""), depth + 1));
        });
    }

    /**
     * The milters that a parameter lists ({@code smtpd_milters}, {@code non_smtpd_milters}), in their order. What Postfix would not
     * understand either is passed over.
     */
    public List<Endpoint> milters(String parameter) {
        return ITEM.matcher(value(parameter).orElse(""))
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .flatMap(item -> endpoint(item).stream())
                .toList();
    }

    /** Postfix writes {@code inet:host:port}, {@code unix:path} or {@code local:path}; a relative path is below the queue directory. */
    private Optional<Endpoint> endpoint(String item) {
        Matcher inet = HOST_PORT.matcher(item);
        if (inet.matches()) {
            String host = inet.group(1) != null ? inet.group(1) : inet.group(2);
            return parsed("inet:" + inet.group(3) + "@[" + host + "]");
        }
        int colon = item.indexOf(':');
        String path = item.substring(colon + 1);
        boolean relative = (item.startsWith("unix:") || item.startsWith("local:")) && !path.startsWith("/");
        String queue = value("queue_directory").orElse("/var/spool/postfix");
        return parsed(relative ? "unix:" + queue + "/" + path : item);
    }

    private static Optional<Endpoint> parsed(String spec) {
        try {
            return Optional.of(Endpoint.parse(spec));
        } catch (IllegalArgumentException notUnderstood) {
            return Optional.empty();
        }
    }
}
