package org.miltermanager.detect.host.shell;

import org.miltermanager.detect.Quote;

/**
 * A simple command, an assignment or a keyword of the shell.
 *
 * @param text as it is written, quotes and references still in it
 * @param joint what stands before it: {@code &&}, {@code ||}, or empty
 */
record Statement(Quote text, String joint) {
    /** The first word, as it is written. */
    String first() {
        return text.text().split("\\s", 2)[0];
    }

    /** What stands behind the first word. */
    Statement rest() {
        String[] parts = text.text().split("\\s+", 2);
        return new Statement(text.with(parts.length > 1 ? parts[1] : ""), joint);
    }
}
