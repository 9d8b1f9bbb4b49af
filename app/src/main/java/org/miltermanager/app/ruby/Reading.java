package org.miltermanager.app.ruby;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Values of Ruby as our configuration takes them. Each throws IllegalArgumentException with what was got and what is expected. */
final class Reading {
    private static final Map<String, String> POLICIES =
            Map.of("accept", "accept", "temporary-failure", "tempfail", "reject", "reject");
    private static final Set<String> TRACE = Set.of("trace", "profile", "all");
    private static final Set<String> INFO = Set.of("default", "message", "info", "statistics");

    /** More sessions than there ever are. */
    private static final Long NEVER = 1_000_000L;

    private Reading() {}

    static String text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Numeral _, Value.Flag _, Value.Nil _, Value.Pattern _, Value.Many _, Value.Unknown _ ->
                throw refused(value, "text in quotes");
        };
    }

    static Boolean flag(Value value) {
        return switch (value) {
            case Value.Flag(var on) -> on;
            case Value.Nil _ -> false;
            case Value.Text _, Value.Numeral _, Value.Pattern _, Value.Many _, Value.Unknown _ ->
                throw refused(value, "true or false");
        };
    }

    static Long count(Value value) {
        if (value instanceof Value.Numeral(var digits) && digits.matches("\\d{1,9}")) {
            return Long.valueOf(digits);
        }
        throw refused(value, "a whole number up to 999999999");
    }

    /** From how many sessions on there is stress: 0 says never there, and by itself here. */
    static Long sessions(Value value) {
        long sessions = count(value);
        return sessions == 0 ? NEVER : sessions;
    }

    /** A name that is compared as a whole, or a regular expression: an entry of our lists of names. */
    static String name(Value value) {
        if (!(value instanceof Value.Pattern(var source, var options))) {
            return text(value);
        }
        if (options.contains("x") || source.contains("\\h") || source.contains("\\H")) {
            throw new IllegalArgumentException(
                    "this regular expression means something else here: write what it stands for"
                            + " as a pattern of java.util.regex");
        }
        return "/" + source + "/";
    }

    /** The one argument of a call, a text. */
    static String only(Statement.Call call) {
        if (call.arguments().size() != 1) {
            throw new IllegalArgumentException("got " + call.arguments().size() + " arguments, expected one");
        }
        return text(call.arguments().getFirst());
    }

    /** Mode of a file: octal digits in quotes, or an octal number. */
    static String mode(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text.replaceFirst("\\A0?o", "0");
            case Value.Numeral(var digits) when digits.matches("0o?[0-7]{3}") -> digits.replace("o", "");
            case Value.Numeral _, Value.Flag _, Value.Nil _, Value.Pattern _, Value.Many _, Value.Unknown _ ->
                throw refused(value, "an octal file mode such as \"0660\"");
        };
    }

    /** Seconds, as a duration with its unit. */
    static String seconds(Value value) {
        if (value instanceof Value.Numeral(var digits) && digits.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            var milliseconds = new BigDecimal(digits).movePointRight(3).longValue();
            return milliseconds % 1_000 == 0 ? milliseconds / 1_000 + "s" : milliseconds + "ms";
        }
        throw refused(value, "a number of seconds");
    }

    /** What becomes of mail when a milter fails. */
    static String policy(Value value) {
        String policy = POLICIES.get(text(value).replace('_', '-'));
        if (policy == null) {
            throw new IllegalArgumentException("got " + shown(value)
                    + ", which is none of accept, temporary-failure and reject: no mail is thrown away because a milter failed;"
                    + " choose one of on-failure's words");
        }
        return policy;
    }

    /** The most talkative of the levels that are joined by {@code |}. */
    static String level(Value value) {
        List<String> words = List.of(text(value).toLowerCase(Locale.ROOT).split("[\\s|]+"));
        if (words.stream().anyMatch(TRACE::contains)) {
            return "trace";
        }
        if (words.contains("debug")) {
            return "debug";
        }
        if (words.stream().anyMatch(INFO::contains)) {
            return "info";
        }
        return words.contains("warning") ? "warning" : "error";
    }

    /** One text, or an array of texts. */
    static List<String> texts(Value value) {
        return switch (value) {
            case Value.Many(var elements) ->
                elements.stream().map(Reading::text).toList();
            case Value.Nil _ -> List.of();
            case Value.Text _, Value.Numeral _, Value.Flag _, Value.Pattern _, Value.Unknown _ -> List.of(text(value));
        };
    }

    private static IllegalArgumentException refused(Value value, String expected) {
        if (value instanceof Value.Unknown(var why)) {
            return new IllegalArgumentException(why + ": write the value that is meant by hand, " + expected);
        }
        return new IllegalArgumentException("got " + shown(value) + ", expected " + expected);
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Text(var text) -> "\"" + text + "\"";
            case Value.Numeral(var digits) -> digits;
            case Value.Flag(var on) -> Boolean.toString(on);
            case Value.Nil _ -> "nil";
            case Value.Pattern _ -> "a regular expression";
            case Value.Many _ -> "an array";
            case Value.Unknown(var why) -> why;
        };
    }
}
