package org.miltermanager.app.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.miltermanager.app.config.Kind.quoted;
import static org.miltermanager.app.config.Kind.refused;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.miltermanager.chain.MailServer;
import org.miltermanager.transport.Endpoint;
import org.tomlj.TomlArray;

/** The kinds of values that our keys have. */
final class Kinds {
    private static final String MODE_EXAMPLE = "an octal file mode in quotes, such as \"0660\"";
    private static final Pattern MODE_TEXT = Pattern.compile("0?[0-7]{3}");
    private static final Pattern ACCOUNT_TEXT = Pattern.compile("[^\\s:,/\\p{Cntrl}]+");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}*");

    /** A hundred years. Three such deadlines together are more nanoseconds than a number holds, and nobody waits for one. */
    private static final long LONGEST = Duration.ofDays(36_500).toMillis();

    /** From the lowest bit of a mode to its highest. */
    private static final List<PosixFilePermission> BITS =
            List.of(PosixFilePermission.values()).reversed();

    static final Kind<Boolean> SWITCH = new Kind<>("true or false", Kinds::onOrOff, on -> Boolean.toString(on));

    /** Where to listen or to connect. */
    static final Kind<Endpoint> ENDPOINT = Kind.text(
            "a connection spec such as \"unix:/path\", \"inet:port@host\" or \"inet6:port@host\"",
            Endpoint::parse,
            Endpoint::toString);

    /** As ENDPOINT, without the port that lets the system choose. */
    static final Kind<Endpoint> PEER = Kind.text(ENDPOINT.expected(), Kinds::peer, Endpoint::toString);

    /** Empty: auto. */
    static final Kind<Optional<MailServer>> MTA = Kind.word(words());

    static final Kind<String> TEXT = Kind.text("text of one line", Kinds::line, text -> text);

    static final Kind<String> NAME = Kind.text("a name", Kinds::name, text -> text);

    /** A user or group of the system. */
    static final Kind<String> ACCOUNT = Kind.text("the name of an account", Kinds::account, text -> text);

    static final Kind<Path> PATH = Kind.text("a path that begins with /", Kinds::absolutePath, Path::toString);

    static final Kind<LogTarget> LOG_TARGET = Kind.text(LogTarget.EXPECTED, LogTarget::parse, LogTarget::toString);

    static final Kind<Set<PosixFilePermission>> MODE = Kind.text(MODE_EXAMPLE, Kinds::permissions, Kinds::octal);

    /** Names of milters. */
    static final Kind<List<String>> NAMES = new Kind<>(
            "names in brackets, such as [\"milter-greylist\", \"clamav-milter\"]",
            Kinds::names,
            names -> names.stream().map(Kind::quoted).collect(joining(", ", "[", "]")));

    private Kinds() {}

    /** @param least the shortest that makes sense, in milliseconds */
    static Kind<Duration> duration(long least) {
        var kind =
                quantity("a duration with its unit, such as \"30s\", \"5m\" or \"500ms\"", Units.TIME, least, LONGEST);
        return Kind.text(
                kind.expected(),
                text -> Duration.ofMillis(kind.read(text)),
                duration -> Units.TIME.print(duration.toMillis()));
    }

    /** Octets. */
    static Kind<Long> size(long least, long most) {
        return quantity("a size with its unit, such as \"64KiB\" or \"1MiB\"", Units.SIZE, least, most);
    }

    private static Kind<Long> quantity(String expected, Units units, long least, long most) {
        Function<String, Long> parse = text -> {
            long quantity = units.parse(text, expected);
            if (quantity < least) {
                throw refused(text, "at least " + quoted(units.print(least)));
            }
            if (quantity > most) {
                throw refused(text, "at most " + quoted(units.print(most)));
            }
            return quantity;
        };
        return Kind.text(expected, parse, units::print);
    }

    private static Map<String, Optional<MailServer>> words() {
        var words = new LinkedHashMap<String, Optional<MailServer>>();
        words.put("auto", Optional.empty());
        for (MailServer server : MailServer.values()) {
            words.put(Kind.spelling(server), Optional.of(server));
        }
        return words;
    }

    static Path absolutePath(String text) {
        if (!text.startsWith("/")) {
            throw refused(text, "a path that begins with /");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("got " + quoted(text) + ", which is no path: " + e.getReason(), e);
        }
    }

    private static boolean onOrOff(Object toml) {
        if (toml instanceof Boolean on) {
            return on;
        }
        boolean inQuotes = toml.equals("true") || toml.equals("false");
        throw refused(toml, "true or false" + (inQuotes ? " without quotes" : ""));
    }

    private static Endpoint peer(String text) {
        var endpoint = Endpoint.parse(text);
        if (endpoint instanceof Endpoint.Inet inet && inet.port() == 0) {
            throw refused(text, "a port from 1 to 65535");
        }
        return endpoint;
    }

    private static String line(String text) {
        if (!LINE.matcher(text).matches()) {
            throw refused(text, "one line without control characters");
        }
        return text;
    }

    private static String name(String text) {
        if (text.isBlank()) {
            throw refused(text, "a name that is not empty");
        }
        return line(text);
    }

    private static List<String> names(Object toml) {
        List<?> items =
                toml instanceof TomlArray array ? array.toList() : toml instanceof List<?> list ? list : List.of(0);
        if (!items.stream().allMatch(String.class::isInstance)) {
            throw refused(toml, "names in brackets, such as [\"milter-greylist\", \"clamav-milter\"]");
        }
        return items.stream().map(item -> name((String) item)).toList();
    }

    private static String account(String text) {
        if (!ACCOUNT_TEXT.matcher(text).matches()) {
            throw refused(text, "the name of an account");
        }
        return text;
    }

    private static Set<PosixFilePermission> permissions(String text) {
        if (!MODE_TEXT.matcher(text).matches()) {
            throw refused(text, MODE_EXAMPLE);
        }
        int mode = Integer.parseInt(text, 8);
        return IntStream.range(0, BITS.size())
                .filter(bit -> (mode >> bit & 1) == 1)
                .mapToObj(BITS::get)
                .collect(toUnmodifiableSet());
    }

    private static String octal(Set<PosixFilePermission> permissions) {
        int mode = permissions.stream()
                .mapToInt(permission -> 1 << BITS.indexOf(permission))
                .sum();
        return "0%03o".formatted(mode);
    }
}
