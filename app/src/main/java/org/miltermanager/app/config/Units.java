package org.miltermanager.app.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Quantities that are written with their unit.
 *
 * @param factors by the name of the unit, the smallest first
 */
record Units(LinkedHashMap<String, Long> factors) {
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9}) ?([A-Za-z]*)");

    /** In milliseconds. */
    static final Units TIME = new Units(new LinkedHashMap<>());

    /** In octets. */
    static final Units SIZE = new Units(new LinkedHashMap<>());

    static {
        TIME.and("ms", 1)
                .and("s", 1_000)
                .and("m", 60_000)
                .and("h", 3_600_000)
                .and("d", 86_400_000)
                .and("w", 604_800_000);
        SIZE.and("B", 1).and("KiB", 1L << 10).and("MiB", 1L << 20).and("GiB", 1L << 30);
    }

    private Units and(String unit, long factor) {
        factors.put(unit, factor);
        return this;
    }

    /**
     * Reads a number and its unit.
     *
     * @throws IllegalArgumentException with a sentence that says what was got and what is expected
     */
    long parse(String text, String expected) {
        var quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            throw Kind.refused(text, expected);
        }
        Long factor = factors.get(quantity.group(2));
        if (factor == null) {
            String unit = quantity.group(2).isEmpty()
                    ? "which has no unit"
                    : "whose unit '" + quantity.group(2) + "' is unknown";
            throw new IllegalArgumentException("got " + Kind.quoted(text) + ", " + unit + "; expected " + expected);
        }
        return Long.parseLong(quantity.group(1)) * factor;
    }

    /** In the largest unit that loses nothing. */
    String print(long quantity) {
        String text = quantity + factors.firstEntry().getKey();
        for (Map.Entry<String, Long> unit : factors.entrySet()) {
            if (quantity != 0 && quantity % unit.getValue() == 0) {
                text = quantity / unit.getValue() + unit.getKey();
            }
        }
        return text;
    }
}
