package org.miltermanager.milters.spamd;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * spamd's opinion of a message.
 *
 * @param spam whether it takes it for spam
 * @param score points
 * @param threshold from how many points on it does, for this user
 */
record Rating(boolean spam, double score, double threshold) {
    private static final Pattern TEXT = Pattern.compile(
            "(True|Yes|False|No)\\s*;\\s*(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*/\\s*(-?\\d{1,9}(?:\\.\\d{1,9})?)",
            Pattern.CASE_INSENSITIVE);

    /** @param text such as {@code True ; 15.0 / 5.0}; empty where it is not of that form */
    static Optional<Rating> parse(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean spam = parts.group(1).equalsIgnoreCase("True") || parts.group(1).equalsIgnoreCase("Yes");
        return Optional.of(new Rating(spam, Double.parseDouble(parts.group(2)), Double.parseDouble(parts.group(3))));
    }
}
