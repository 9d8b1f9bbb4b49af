package org.miltermanager.detect.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Pattern ITEM = Pattern.compile("\\{\\s*+([^\\s,{}]++)[^}]*+\\}|([^\\s,{}]++)");
    private static final Pattern HOST_PORT = Pattern.compile("inet:(?:\\[([^\\]]+)\\]|([^:]+)):(\\d+)");
    /** Postfix itself gives up where values refer to each other in a circle; so many levels nobody writes. */
    private static final int DEEPEST = 20;

    private static final int MOST_REFERENCES = 1_000;
    private static final int LONGEST = 1 << 12;

    private final Map<String, String> values;
    private final Map<String, Integer> lines;

    private MainCf(Map<String, String> values, Map<String, Integer> lines) {
        this.values = Map.copyOf(values);
        this.lines = Map.copyOf(lines);
    }

    /** @throws IOException if the file cannot be read */
    public static MainCf read(Path file) throws IOException {
        return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Reads the text of such a file. Lines that assign nothing are passed over. */
    public static MainCf of(String text) {
        return of(text.lines().toList());
    }

    /** The same, by lines. */
    public static MainCf of(List<String> text) {
        var values = new HashMap<String, String>();
        var lines = new HashMap<String, Integer>();
        logicalLines(text).forEach((number, line) -> {
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                values.put(assignment.group(1), assignment.group(2).strip());
                lines.put(assignment.group(1), number);
            }
        });
        return new MainCf(values, lines);
    }

    /** By the number of their first line. */
    private static Map<Integer, String> logicalLines(List<String> text) {
        var logical = new LinkedHashMap<Integer, String>();
        int begun = 0;
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            boolean continued = Character.isWhitespace(line.charAt(0)) && begun > 0;
            begun = continued ? begun : i + 1;
            logical.merge(begun, line.strip(), (before, more) -> before + " " + more);
        }
        return logical;
    }

    /** The line, from 1, that sets a parameter; 0 where none does. */
    public int line(String name) {
        return lines.getOrDefault(name, 0);
    }

    /** The value of a parameter, references resolved; empty where it is not set here. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(this::resolved);
    }

    private String resolved(String value) {
        return resolved(value, 0, new AtomicInteger());
    }

    /** @param replaced how many references were resolved so far: a few lines can ask for more than memory holds */
    private String resolved(String value, int depth, AtomicInteger replaced) {
        if (depth > DEEPEST || value.length() > LONGEST) {
            return value.substring(0, Math.min(value.length(), LONGEST));
        }
        return REFERENCE.matcher(value).replaceAll(found -> {
            if (replaced.incrementAndGet() > MOST_REFERENCES) {
                return "";
            }
            String name = Stream.of(found.group(1), found.group(2), found.group(3))
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow();
            return Matcher.quoteReplacement(resolved(values.getOrDefault(name, ""), depth + 1, replaced));
        });
    }

    /**
     * The milters that a parameter lists ({@code smtpd_milters}, {@code non_smtpd_milters}), in their order. What Postfix would not
     * understand either is passed over.
     */
    public List<Endpoint> milters(String parameter) {
        return endpoints(values.getOrDefault(parameter, ""));
    }

    /** The milters that such a list means, which may refer to parameters. */
    public List<Endpoint> endpoints(String list) {
        String items = resolved(list);
        return ITEM.matcher(items.substring(0, Math.min(items.length(), LONGEST)))
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
