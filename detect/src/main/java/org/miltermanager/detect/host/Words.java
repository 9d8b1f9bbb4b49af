package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words as systemd and the shell do: at blanks outside of quotes; a backslash takes the next character as it is. */
final class Words {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;

    private Words(String line) {
        this.line = line;
    }

    /** The words, without their quotes. A quote that does not end reaches to the end of the line. */
    static List<String> of(String line) {
        var words = new Words(line);
        words.split();
        return List.copyOf(words.words);
    }

    private void split() {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                append(line.charAt(++i));
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                end();
            } else {
                append(c);
            }
        }
        end();
    }

    private void append(char c) {
        word.append(c);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
