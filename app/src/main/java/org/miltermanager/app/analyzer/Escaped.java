package org.miltermanager.app.analyzer;

import java.nio.charset.StandardCharsets;
import org.miltermanager.app.log.PrintableText;

/** Names that others chose, for pages and file names. */
final class Escaped {
    private static final int LONGEST = 60;

    private Escaped() {}

    /** For the text and the attributes of HTML and SVG. */
    static String xml(String text) {
        return PrintableText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Part of a file name; different texts give different ones. */
    static String fileName(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
        boolean changed = !plain.equals(text) || plain.length() > LONGEST;
        String cut = plain.substring(0, Math.min(LONGEST, plain.length()));
        return changed
                ? cut + "-"
                        + LogFile.fingerprint(text.getBytes(StandardCharsets.UTF_8))
                                .substring(0, 8)
                : cut;
    }
}
