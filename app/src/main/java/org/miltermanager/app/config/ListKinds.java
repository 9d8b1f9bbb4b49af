package org.miltermanager.app.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.miltermanager.app.config.Kind.quoted;
import static org.miltermanager.app.config.Kind.refused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.miltermanager.condition.Network;
import org.miltermanager.conditions.names.NameList;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The kinds of values that are lists or tables. */
final class ListKinds {
    /** Entries of names: {@link NameList}. */
    static final Kind<List<String>> NAMES = new Kind<>(
            "names in brackets, such as [\"example.com\", \".example.net\", \"/^mail/\"]",
            toml -> {
                List<String> entries = texts(toml, "names in brackets, such as [\"example.com\"]");
                NameList.of(entries);
                return entries;
            },
            ListKinds::written);

    static final Kind<List<Network>> NETWORKS = new Kind<>(
            "networks in brackets, such as [\"192.0.2.0/24\", \"fd00::/8\"]",
            toml -> texts(toml, "networks in brackets, such as [\"192.0.2.0/24\"]").stream()
                    .map(ListKinds::network)
                    .toList(),
            networks -> written(networks.stream().map(Network::toString).toList()));

    /** A condition, or several that all have to hold. */
    static final Kind<List<String>> CONDITIONS = new Kind<>(
            "a condition such as \"s25r and not authenticated\", or several in brackets such as"
                    + " [\"S25R\", \"Unauthenticated\"], which all have to hold",
            toml -> toml instanceof String text
                    ? List.of(text)
                    : texts(toml, "a condition in quotes, or several in brackets"),
            conditions -> conditions.size() == 1 ? quoted(conditions.getFirst()) : written(conditions));

    static final Kind<List<Path>> PATHS =
            of("paths in brackets, such as [\"/usr/share/java/handler.jar\"]", Kinds::absolutePath, Path::toString);

    /** Text by a name that is not ours. */
    static final Kind<Map<String, String>> OPTIONS = new Kind<>(
            "options in braces, such as {limit = \"10\"}",
            toml -> {
                if (toml instanceof TomlTable table
                        && table.keySet().stream().allMatch(name -> table.get(List.of(name)) instanceof String)) {
                    return table.toMap().entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    option -> option.getValue().toString()));
                }
                if (toml instanceof Map<?, ?> none && none.isEmpty()) {
                    return Map.of();
                }
                throw refused(toml, "options in braces with their values in quotes, such as {limit = \"10\"}");
            },
            options -> options.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(option -> Toml.joinKeyPath(List.of(option.getKey())) + " = " + quoted(option.getValue()))
                    .collect(joining(", ", "{", "}")));

    private ListKinds() {}

    /** What stands below headings such as {@code [[milter]]}. */
    static Kind<List<TomlTable>> tables(String name) {
        return new Kind<>(
                "a heading [[" + name + "]] above each " + name,
                toml -> {
                    if (toml instanceof TomlArray array
                            && array.toList().stream().allMatch(TomlTable.class::isInstance)) {
                        return array.toList().stream()
                                .map(TomlTable.class::cast)
                                .toList();
                    }
                    throw refused(toml, "a heading [[" + name + "]], in double brackets, above each " + name);
                },
                tables -> "");
    }

    /** A table with a table inside for each thing of a kind. */
    static Kind<TomlTable> namedTables(String kind) {
        String expected = "a heading [" + kind + ".NAME] above each " + kind;
        return new Kind<>(
                expected,
                toml -> {
                    if (toml instanceof TomlTable table) {
                        return table;
                    }
                    throw refused(toml, expected);
                },
                table -> "");
    }

    /** Several of a few words. */
    static <E extends Enum<E>> Kind<List<E>> words(Class<E> type) {
        Kind<E> word = Kind.word(type);
        return of(
                Arrays.stream(type.getEnumConstants())
                        .map(Kind::spelling)
                        .map(Kind::quoted)
                        .collect(joining(", ", "any of [", "]")),
                word::read,
                Kind::spelling);
    }

    /** Several of something that is written in quotes. */
    static <T> Kind<List<T>> of(String expected, Function<String, T> parse, Function<T, String> print) {
        return new Kind<>(
                expected,
                toml -> texts(toml, expected).stream().map(parse).toList(),
                items -> written(items.stream().map(print).toList()));
    }

    /** One of something, or several in brackets; not none. */
    static <T> Kind<List<T>> oneOrMore(Kind<T> one) {
        String expected = one.expected() + ", or several in brackets";
        return new Kind<>(
                expected,
                toml -> {
                    List<String> items = toml instanceof String text ? List.of(text) : texts(toml, expected);
                    if (items.isEmpty()) {
                        throw refused(toml, expected);
                    }
                    return items.stream().map(one::read).toList();
                },
                items -> items.size() == 1
                        ? one.write(items.getFirst())
                        : items.stream().map(one::write).collect(joining(", ", "[", "]")));
    }

    private static List<String> texts(Object toml, String expected) {
        if (toml instanceof List<?> fallback) {
            return strings(fallback);
        }
        if (toml instanceof TomlArray array && array.toList().stream().allMatch(String.class::isInstance)) {
            return strings(array.toList());
        }
        throw refused(stranger(toml), expected);
    }

    /** Which of the items is none: of several in brackets, one that is no text. */
    private static Object stranger(Object toml) {
        return toml instanceof TomlArray array
                ? array.toList().stream()
                        .filter(item -> !(item instanceof String))
                        .findFirst()
                        .orElse(toml)
                : toml;
    }

    private static List<String> strings(List<?> items) {
        return items.stream().map(String.class::cast).toList();
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow(() -> refused(text, Network.EXPECTED));
    }

    private static String written(List<String> texts) {
        return texts.stream().map(Kind::quoted).collect(joining(", ", "[", "]"));
    }
}
