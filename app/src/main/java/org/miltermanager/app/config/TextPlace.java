package org.miltermanager.app.config;

import java.nio.file.Path;

/** Finds a char of a value's text in the file that it stands in. */
final class TextPlace {
    private final String text;
    private int at;

    private TextPlace(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * The place of a char.
     *
     * @param file what the file contains
     * @param key where the key stands
     * @param nth which of the texts behind the key, from 0: several stand in brackets
     * @param offset which of its chars, from 0
     */
    static Origin.InFile find(String file, Origin.InFile key, int nth, int offset) {
        var place = new TextPlace(file, begin(file, key));
        place.skipKey();
        for (int i = 0; i < nth; i++) {
            place.skipToQuote();
            place.skipText(Integer.MAX_VALUE);
        }
        place.skipToQuote();
        place.skipText(offset);
        return place.in(key.file());
    }

    private static int begin(String file, Origin.InFile key) {
        int at = 0;
        for (int line = 1; line < key.line() && at < file.length(); line++) {
            at = file.indexOf('\n', at) + 1;
        }
        return Math.min(at + Math.max(key.column() - 1, 0), file.length());
    }

    private void skipKey() {
        int sign = text.indexOf('=', at);
        at = sign < 0 ? text.length() : sign + 1;
    }

    private void skipToQuote() {
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\'') {
            at = text.charAt(at) == '#' ? endOfLine() : at + 1;
        }
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** Stops at the char with the offset, or behind the text. */
    private void skipText(int offset) {
        if (at >= text.length()) {
            return;
        }
        char quote = text.charAt(at);
        String end = text.startsWith(String.valueOf(quote).repeat(3), at)
                ? String.valueOf(quote).repeat(3)
                : String.valueOf(quote);
        at += end.length();
        if (end.length() == 3 && text.startsWith("\n", at)) {
            at++; // A line end right behind three quotes is no part of the text.
        }
        for (int seen = 0; seen < offset && at < text.length() && !text.startsWith(end, at); seen++) {
            at += quote == '"' && text.charAt(at) == '\\' ? escape() : 1;
        }
        if (offset == Integer.MAX_VALUE) {
            at += end.length();
        }
    }

    /** How long an escape is: {@code \"}, {@code \u00e4}, {@code \U000000e4}. */
    private int escape() {
        return switch (at + 1 < text.length() ? text.charAt(at + 1) : ' ') {
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private Origin.InFile in(Path file) {
        int end = Math.min(at, text.length());
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Origin.InFile(file, line, end - before.lastIndexOf('\n'));
    }
}
