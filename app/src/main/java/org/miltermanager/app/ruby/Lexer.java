package org.miltermanager.app.ruby;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.miltermanager.app.ruby.Token.End;
import org.miltermanager.app.ruby.Token.Literal;
import org.miltermanager.app.ruby.Token.Mark;
import org.miltermanager.app.ruby.Token.Word;

/** Cuts a Ruby text into tokens. Any text has tokens: what Ruby would refuse comes out as marks or as literals of unknown value. */
final class Lexer {
    /** Behind these a new line goes on with the same statement. {@code |} closes the variables of a block and is none of them. */
    private static final Set<String> UNFINISHED = Set.of(
            ",", ".", "=", "+", "-", "*", "/", "&&", "||", "<<", "+=", "=>", "==", "!=", "=~", "?", ":", "&", "(", "[");

    private static final Pattern LONG_MARKS = Pattern.compile("<=>|===|\\*\\*=|&&=|\\|\\|=|<<=|>>=|\\.\\.\\.|"
            + "::|&\\.|<<|>>|\\+=|-=|\\*=|/=|=>|==|!=|=~|!~|&&|\\|\\||<=|>=|\\.\\.|->|\\*\\*");
    private static final Pattern WORD = Pattern.compile("(?:@@?|\\$)?[\\p{L}_][\\p{L}\\p{N}_]*+[?!]?+");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d_]*+(?:\\.\\d[\\d_]*+)?+[\\p{Alnum}_]*+");

    private final Source source;
    private final Quoted quoted;
    private final List<Token> tokens = new ArrayList<>();
    private int depth;

    private Lexer(String text) {
        source = new Source(text);
        quoted = new Quoted(source);
    }

    /** All tokens, an {@link End} as the last. */
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        while (!lexer.source.atEnd()) {
            lexer.next();
        }
        lexer.tokens.add(new End(lexer.source.line()));
        return lexer.tokens;
    }

    private void next() {
        if (source.atLineStart() && (source.skipRemarkBlock() || source.skipRestBehindEnd())) {
            return;
        }
        char c = source.peek();
        if (c == '\n') {
            lineEnds();
        } else if (Character.isWhitespace(c) || Character.isISOControl(c) || c == '\uFEFF') {
            source.take();
        } else if (c == '\\' && source.peek(1) == '\n') {
            source.take();
            source.take();
        } else if (c == '#') {
            source.takeLine();
        } else if (!literal(c) && !word()) {
            mark();
        }
    }

    private void lineEnds() {
        int line = source.line();
        source.take();
        quoted.skipHereDocuments();
        if (depth == 0 && !unfinished() && !source.nextLineBeginsWithCall()) {
            tokens.add(new End(line));
        }
    }

    private boolean unfinished() {
        return !tokens.isEmpty() && tokens.getLast() instanceof Mark mark && UNFINISHED.contains(mark.text());
    }

    private boolean literal(char c) {
        int line = source.line();
        if (Character.isDigit(c)) {
            tokens.add(new Literal(line, new Value.Numeral(source.take(NUMBER).replace("_", ""))));
            return true;
        }
        if (c == ':' && isName(source.peek(1)) && !behindColon()) {
            source.take();
            tokens.add(new Literal(line, new Value.Text(source.take(WORD))));
            return true;
        }
        var value = quoted.literal(c, valueMayBegin());
        value.ifPresent(read -> tokens.add(new Literal(line, read)));
        return value.isPresent();
    }

    private boolean behindColon() {
        return source.before() == ':';
    }

    private static boolean isName(char c) {
        return Character.isLetter(c) || c == '_';
    }

    /** Tells a regular expression from a division, {@code %w} from a remainder, and a here-document from {@code <<}. */
    private boolean valueMayBegin() {
        if (tokens.isEmpty()) {
            return true;
        }
        return switch (tokens.getLast()) {
            case End _ -> true;
            case Literal _ -> false;
            case Mark mark -> !Set.of(")", "]", "}").contains(mark.text());
            case Word _ -> Character.isWhitespace(source.before()) && !Character.isWhitespace(source.peek(1));
        };
    }

    private boolean word() {
        int line = source.line();
        String text = source.take(WORD);
        if (text.isEmpty()) {
            return false;
        }
        tokens.add(new Word(line, text));
        return true;
    }

    private void mark() {
        int line = source.line();
        String text = source.take(LONG_MARKS);
        if (text.isEmpty()) {
            text = String.valueOf(source.take());
        }
        switch (text) {
            case "(", "[" -> depth++;
            case ")", "]" -> depth = Math.max(0, depth - 1);
            default -> {}
        }
        tokens.add(text.equals(";") ? new End(line) : new Mark(line, text));
    }
}
