package org.miltermanager.conditions.spf;

import java.util.Arrays;

/** Labels of Unicode in letters, digits and hyphens (RFC 3492). */
final class Punycode {
    private static final int BASE = 36;
    private static final int LEAST = 1;
    private static final int MOST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_POINT = 0x80;
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Longer ones are no labels, with a letter for each of their characters. */
    private static final int LONGEST = 63;

    private Punycode() {}

    /**
     * As it stands behind {@code xn--}. Nothing is mapped or checked.
     *
     * @throws IllegalArgumentException if the label has more than 63 characters
     */
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        if (points.length > LONGEST) {
            throw new IllegalArgumentException("a label of " + points.length + " characters");
        }
        var encoded = new StringBuilder();
        label.codePoints().filter(point -> point < FIRST_POINT).forEach(encoded::appendCodePoint);
        int basic = encoded.length();
        if (basic > 0) {
            encoded.append('-');
        }
        int handled = basic;
        int bias = FIRST_BIAS;
        int delta = 0;
        int from = FIRST_POINT;
        while (handled < points.length) {
            int next = least(points, from);
            delta += (next - from) * (handled + 1);
            for (int point : points) {
                if (point < next) {
                    delta++;
                } else if (point == next) {
                    append(delta, bias, encoded);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            from = next + 1;
        }
        return encoded.toString();
    }

    private static int least(int[] points, int from) {
        return Arrays.stream(points).filter(point -> point >= from).min().orElseThrow();
    }

    /** An integer of variable length (RFC 3492 3.3). */
    private static void append(int number, int bias, StringBuilder encoded) {
        int rest = number;
        int weight = BASE;
        int threshold = threshold(weight, bias);
        while (rest >= threshold) {
            encoded.append(DIGITS.charAt(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
            weight += BASE;
            threshold = threshold(weight, bias);
        }
        encoded.append(DIGITS.charAt(rest));
    }

    private static int threshold(int weight, int bias) {
        return Math.clamp(weight - bias, LEAST, MOST);
    }

    /** RFC 3492 3.4. */
    private static int adapted(int number, int points, boolean first) {
        int delta = first ? number / DAMP : number / 2;
        delta += delta / points;
        int bias = 0;
        while (delta > (BASE - LEAST) * MOST / 2) {
            delta /= BASE - LEAST;
            bias += BASE;
        }
        return bias + (BASE - LEAST + 1) * delta / (delta + SKEW);
    }
}
