package org.miltermanager.detect.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.detect.Quote;

/**
 * The options of a command line as getopt(3) hands them to a daemon: several may share a word, a value may be joined to its option, the
 * last of the same option counts, {@code --} ends them. Immutable.
 */
final class Options {
    private final Map<Character, Quote> values = new HashMap<>();
    private final List<Quote> operands = new ArrayList<>();

    private Options() {}

    /**
     * @param arguments the program first
     * @param letters those that the daemon knows, a colon behind each that has a value
     */
    static Options of(List<Quote> arguments, String letters) {
        var options = new Options();
        int at = 1;
        while (at < arguments.size() && !arguments.get(at).text().equals("--")) {
            Quote word = arguments.get(at++);
            if (!word.text().startsWith("-") || word.text().length() < 2) {
                options.operands.add(word);
            } else {
                boolean valueFollows = options.cluster(word, letters);
                if (valueFollows && at < arguments.size()) {
                    String text = word.text();
                    options.values.put(text.charAt(text.length() - 1), arguments.get(at++));
                }
            }
        }
        return options;
    }

    /** @return whether the last letter's value is the next word */
    private boolean cluster(Quote word, String letters) {
        String text = word.text();
        for (int i = 1; i < text.length(); i++) {
            int known = letters.indexOf(text.charAt(i));
            boolean hasValue = known >= 0 && known + 1 < letters.length() && letters.charAt(known + 1) == ':';
            if (hasValue && i + 1 < text.length()) {
                values.put(text.charAt(i), word.with(text.substring(i + 1)));
                return false;
            } else if (hasValue) {
                return true;
            }
        }
        return false;
    }

    /** The value of an option; empty where it is not given. */
    Optional<Quote> value(char letter) {
        return Optional.ofNullable(values.get(letter));
    }

    /** The words that belong to no option. */
    List<Quote> operands() {
        return List.copyOf(operands);
    }
}
