package org.miltermanager.app.log;

/**
 * Text of strangers made fit for a log or a terminal: control characters (C0, DEL, C1), separators of lines, marks that turn the direction of text and
 * halves of characters appear as {@code \x1b} or {@code \u202e}, so that nobody can forge a line or steer the operator's terminal.
 */
public final class PrintableText {
    /** Longest line in characters; rsyslog cuts at 8 KiB. */
    static final int LONGEST = 8_000;

    private PrintableText() {}

    /** The same text, fit to be shown. */
    public static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "[cut]" : text;
        var printable = new StringBuilder(cut.length());
        cut.codePoints().forEach(character -> append(printable, character));
        return printable.toString();
    }

    private static void append(StringBuilder printable, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL -> printable.append("\\x%02x".formatted(character));
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT, Character.SURROGATE ->
                printable.append("\\u%04x".formatted(character));
            default -> printable.appendCodePoint(character);
        }
    }
}
