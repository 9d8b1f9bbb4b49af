package org.miltermanager.condition;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are written in an expression. */
final class Literals {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15})([A-Za-z%]*)");
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "%", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Literals() {}

    static Syntax number(Token token) {
        Matcher number = NUMBER.matcher(token.text());
        Long unit = number.matches() ? UNITS.get(number.group(2)) : null;
        if (unit == null || Long.parseLong(number.group(1)) > Long.MAX_VALUE / unit) {
            throw new ExpressionError(
                    token.start(),
                    "got " + token.told()
                            + ", expected a number of at most 15 digits, a size such as 64KiB, 10MiB or 1GiB,"
                            + " or a percentage such as 10%");
        }
        return new Syntax.Quantity(Long.parseLong(number.group(1)) * unit, token.start(), token.end());
    }

    static Syntax time(Token token) {
        String[] parts = token.text().split(":", -1);
        try {
            return new Syntax.Time(
                    LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])), token.start(), token.end());
        } catch (DateTimeException _) {
            throw new ExpressionError(
                    token.start(), "got " + token.told() + ", expected a time of day from 00:00 to 23:59");
        }
    }

    /** Text of a configuration file as it looks on the wire, where a char is an octet. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
