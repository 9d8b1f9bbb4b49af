package org.miltermanager.conditions.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.conditions.spf.MacroString.Piece;

/** Reads text with macros (RFC 7208 7.1). */
final class MacroReader {
    /** A macro's braces and what is in them. The digits are few enough for an int, and more than any name has labels. */
    private static final Pattern MACRO =
            Pattern.compile("\\{([SLODIPVHCRT])([0-9]{0,9})(R?)([-.+,/_=]*)\\}", Pattern.CASE_INSENSITIVE);

    private static final Pattern LITERAL = Pattern.compile("[\\x21-\\x24\\x26-\\x7e]+");
    private static final Pattern WORDS = Pattern.compile("[\\x20-\\x24\\x26-\\x7e]+");

    private final String text;
    private final Pattern literal;
    private final List<Piece> pieces = new ArrayList<>();
    private int position;

    private MacroReader(String text, Pattern literal) {
        this.text = text;
        this.literal = literal;
    }

    /**
     * As it stands in a record, where a blank ends it.
     *
     * @throws Unresolved if it is none
     */
    static MacroString read(String text) {
        return new MacroReader(text, LITERAL).read();
    }

    /**
     * As the explanation of a refusal, which has blanks.
     *
     * @throws Unresolved if it is none
     */
    static MacroString readExplanation(String text) {
        return new MacroReader(text, WORDS).read();
    }

    private MacroString read() {
        while (position < text.length()) {
            if (text.charAt(position) == '%') {
                position++;
                pieces.add(macro());
            } else {
                pieces.add(new Piece.Literal(take(literal).group()));
            }
        }
        return new MacroString(pieces);
    }

    private Piece macro() {
        char next = position < text.length() ? text.charAt(position) : ' ';
        if (next == '{') {
            return braces(take(MACRO));
        }
        position++;
        return switch (next) {
            case '%' -> new Piece.Escape("%");
            case '_' -> new Piece.Escape(" ");
            case '-' -> new Piece.Escape("%20");
            default -> throw mistake();
        };
    }

    private Piece braces(Matcher found) {
        String digits = found.group(2);
        int parts = digits.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (parts == 0) {
            throw mistake();
        }
        char letter = found.group(1).charAt(0);
        String delimiters = found.group(4);
        return new Piece.Macro(
                found.group(1).toLowerCase(Locale.ROOT).charAt(0),
                Character.isUpperCase(letter),
                parts,
                !found.group(3).isEmpty(),
                delimiters.isEmpty() ? "." : delimiters);
    }

    private Matcher take(Pattern what) {
        Matcher found = what.matcher(text).region(position, text.length());
        if (!found.lookingAt()) {
            throw mistake();
        }
        position = found.end();
        return found;
    }

    private Unresolved mistake() {
        return Unresolved.forGood("no macro or letter that may stand here: " + text);
    }
}
