package org.miltermanager.conditions.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Text with macros in it (RFC 7208 7). */
record MacroString(List<Piece> pieces) {
    /** A longer name cannot be asked for (RFC 7208 7.3); its first labels are left out. */
    private static final int LONGEST_NAME = 253;

    private static final Pattern NAME_END =
            Pattern.compile(".*\\.(?:[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])\\.?");
    /** No top-level name is longer, whatever stands before it. */
    private static final int LONGEST_END = 300;

    /** No reply of SMTP is longer, whatever a domain explains. */
    private static final int LONGEST_TEXT = 4_096;

    private static final String UNRESERVED = "-._~";

    /** A part of the text. */
    sealed interface Piece {
        /** Stands for itself. */
        record Literal(String text) implements Piece {}

        /** {@code %%}, {@code %_} and {@code %-}, and what they stand for. */
        record Escape(String text) implements Piece {}

        /**
         * {@code %{…}}
         *
         * @param letter in lower case
         * @param forUrl whether it was a capital: what it stands for is made fit for a URL
         * @param parts how many, counted from the right; {@link Integer#MAX_VALUE} for all
         * @param reversed whether the parts change their order before they are counted
         * @param delimiters between parts
         */
        record Macro(char letter, boolean forUrl, int parts, boolean reversed, String delimiters) implements Piece {}
    }

    MacroString {
        pieces = List.copyOf(pieces);
    }

    /** Whether it ends as a domain must: in a macro, or a dot and a top-level name (RFC 7208 7.1). */
    boolean endsAsName() {
        return !pieces.isEmpty()
                && switch (pieces.getLast()) {
                    case Piece.Literal(var text) ->
                        NAME_END.matcher(text.substring(Math.max(0, text.length() - LONGEST_END)))
                                .matches();
                    case Piece.Escape _, Piece.Macro _ -> true;
                };
    }

    /** Whether it has a macro of one of these letters. */
    boolean has(String letters) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Piece.Macro macro && letters.indexOf(macro.letter()) >= 0);
    }

    /**
     * Expanded to a text that somebody may read; the end of a very long one is missing.
     *
     * @param values what a letter stands for
     */
    String expand(Function<Character, String> values) {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            if (text.length() < LONGEST_TEXT) {
                text.append(expand(piece, values));
            }
        }
        return text.toString();
    }

    /** Expanded to a name that can be asked for: from its end, since the begin of a long one is left out. */
    String expandToName(Function<Character, String> values) {
        String name = "";
        for (Piece piece : pieces.reversed()) {
            if (name.length() <= LONGEST_NAME + 1) {
                name = expand(piece, values) + name;
            }
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int cut = name.indexOf('.', name.length() - LONGEST_NAME - 1);
        return name.substring((cut < 0 ? name.lastIndexOf('.') : cut) + 1);
    }

    private static String expand(Piece piece, Function<Character, String> values) {
        return switch (piece) {
            case Piece.Literal(var text) -> text;
            case Piece.Escape(var text) -> text;
            case Piece.Macro macro -> expand(macro, values.apply(macro.letter()));
        };
    }

    private static String expand(Piece.Macro macro, String value) {
        List<String> parts = Arrays.asList(value.split("[" + Pattern.quote(macro.delimiters()) + "]", -1));
        if (macro.reversed()) {
            Collections.reverse(parts);
        }
        String text = String.join(".", parts.subList(Math.max(0, parts.size() - macro.parts()), parts.size()));
        return macro.forUrl() ? forUrl(text) : text;
    }

    private static String forUrl(String text) {
        var escaped = new StringBuilder();
        for (byte octet : text.getBytes(ISO_8859_1)) {
            char character = (char) (octet & 0xFF);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
            escaped.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return escaped.toString();
    }
}
