package org.miltermanager.app.config;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * The values that a key takes, and how a file spells them.
 *
 * @param expected what a user shall write, to follow the word "expected"
 * @param reader from what the TOML reader yields; throws IllegalArgumentException with a sentence that says what was got and expected
 * @param writer to TOML
 */
record Kind<T>(String expected, Function<Object, T> reader, Function<T, String> writer) {
    T read(Object toml) {
        return reader.apply(toml);
    }

    String write(T value) {
        return writer.apply(value);
    }

    /** Written in quotes. */
    static <T> Kind<T> text(String expected, Function<String, T> parse, Function<T, String> print) {
        return new Kind<>(
                expected,
                toml -> {
                    if (toml instanceof String text) {
                        return parse.apply(text);
                    }
                    throw refused(toml, expected);
                },
                value -> quoted(print.apply(value)));
    }

    /** One of a few words, told in the order of the constants. */
    static <E extends Enum<E>> Kind<E> word(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> words.put(spelling(constant), constant));
        return word(words);
    }

    static <T> Kind<T> word(Map<String, T> words) {
        String expected = words.keySet().stream().map(Kind::quoted).collect(joining(", ", "one of ", ""));
        Map<T, String> spellings = new LinkedHashMap<>();
        words.forEach((word, value) -> spellings.put(value, word));
        return text(
                expected,
                text -> {
                    T value = words.get(text);
                    if (value == null) {
                        String near = Nearest.to(text, words.keySet())
                                .map(word -> "; did you mean " + quoted(word) + "?")
                                .orElse("");
                        throw refused(text, expected + near);
                    }
                    return value;
                },
                value -> Objects.requireNonNull(spellings.get(value)));
    }

    /** As configuration files spell a constant. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind<Integer> count(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return new Kind<>(
                expected,
                toml -> {
                    if (toml instanceof Long count && count >= least && count <= most) {
                        return count.intValue();
                    }
                    throw refused(toml, expected);
                },
                count -> Integer.toString(count));
    }

    /** As the given kind, and the empty text says that there is none. */
    Kind<Optional<T>> orNone() {
        return new Kind<>(
                expected + ", or \"\" for none",
                toml -> toml.equals("") ? Optional.empty() : Optional.of(read(toml)),
                value -> value.map(writer).orElse("\"\""));
    }

    static IllegalArgumentException refused(Object toml, String expected) {
        String got = switch (toml) {
            case String text -> quoted(text);
            case TomlTable _ -> "a table";
            case TomlArray _ -> "an array";
            default -> toml.toString();
        };
        return new IllegalArgumentException("got " + got + ", expected " + expected);
    }

    static String quoted(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }
}
