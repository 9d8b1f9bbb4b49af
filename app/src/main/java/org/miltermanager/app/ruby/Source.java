package org.miltermanager.app.ruby;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that is read from front to back. Behind its end there are NULs, as many as one looks at. */
final class Source {
    private static final Pattern CALL_AHEAD = Pattern.compile("[ \\t]*+&?\\.(?!\\.)");
    private static final String END_OF_PROGRAM = "__END__";

    private final String text;
    private int at;
    private int line = 1;

    Source(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** From 1: that of the next character. */
    int line() {
        return line;
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    /** The character that was taken last; a line feed at the beginning. */
    char before() {
        return at == 0 ? '\n' : text.charAt(at - 1);
    }

    boolean atLineStart() {
        return before() == '\n';
    }

    char take() {
        char c = peek();
        if (c == '\n' && !atEnd()) {
            line++;
        }
        at = Math.min(at + 1, text.length());
        return c;
    }

    /** What the pattern matches here, taken; empty if it does not match. The match must not go over a line's end. */
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    /** The rest of the line, taken; its line feed is not. */
    String takeLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        at += rest.length();
        return rest;
    }

    /** At a line of {@code =begin}: takes everything up to the line of {@code =end}. */
    boolean skipRemarkBlock() {
        if (!text.startsWith("=begin", at)) {
            return false;
        }
        while (!atEnd() && !takeLine().startsWith("=end")) {
            take();
        }
        return true;
    }

    /** At a line of {@code __END__}: takes all the rest, which is no program. */
    boolean skipRestBehindEnd() {
        boolean there = text.startsWith(END_OF_PROGRAM, at);
        char behind = peek(END_OF_PROGRAM.length());
        if (!there || (behind != '\n' && behind != 0)) {
            return false;
        }
        at = text.length();
        return true;
    }

    /** Whether this line begins with a dot: it then goes on with the call of the line before. */
    boolean nextLineBeginsWithCall() {
        return CALL_AHEAD.matcher(text).region(at, text.length()).lookingAt();
    }
}
