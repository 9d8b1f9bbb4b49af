package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an expression apart. */
final class Lexer {
    /** In the order in which they are tried. None of them can go wrong on a long text: they do not look back. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w.-]*+");

    private static final Pattern TIME = Pattern.compile("\\d{1,2}+:\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("\\d++(?:[A-Za-z]++|%)?+");
    private static final Pattern SIGN = Pattern.compile("==|!=|<=|>=|[<>()\\[\\],]");
    private static final Pattern SPACE = Pattern.compile("\\s*+");

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int begin;
    private int at;

    private Lexer(String expression) {
        this.expression = expression;
    }

    /** All of it; the last one is {@link Token.Kind#END}. */
    static List<Token> tokens(String expression) {
        return new Lexer(expression).all();
    }

    private List<Token> all() {
        skipSpace();
        while (at < expression.length()) {
            begin = at;
            next();
            skipSpace();
        }
        begin = at;
        add(Token.Kind.END, "", at);
        return tokens;
    }

    private void skipSpace() {
        Matcher space = SPACE.matcher(expression).region(at, expression.length());
        if (space.lookingAt()) {
            at = space.end();
        }
    }

    private void next() {
        char first = expression.charAt(at);
        if (first == '"' || first == '\'') {
            add(Token.Kind.TEXT, quoted(first), at);
        } else if (first == '/') {
            String pattern = quoted('/');
            boolean anyCase = at < expression.length() && expression.charAt(at) == 'i';
            add(anyCase ? Token.Kind.PATTERN_ANY_CASE : Token.Kind.PATTERN, pattern, at + (anyCase ? 1 : 0));
        } else if (!take(Token.Kind.WORD, WORD)
                && !take(Token.Kind.TIME, TIME)
                && !take(Token.Kind.NUMBER, NUMBER)
                && !take(Token.Kind.SIGN, SIGN)) {
            throw new ExpressionError(at, "got '" + first + "', expected " + hint(first));
        }
    }

    private static String hint(char got) {
        return switch (got) {
            case '=' -> "'=='";
            case '!' -> "'not' or '!='";
            case '&' -> "'and'";
            case '|' -> "'or'";
            default -> "a name, a literal or a sign";
        };
    }

    private boolean take(Token.Kind kind, Pattern pattern) {
        Matcher found = pattern.matcher(expression).region(at, expression.length());
        if (!found.lookingAt()) {
            return false;
        }
        add(kind, found.group(), found.end());
        return true;
    }

    private void add(Token.Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, begin, end));
        at = end;
    }

    /** What stands up to the next such sign; a backslash takes the meaning from that sign and, in a text, from another backslash. */
    private String quoted(char mark) {
        var text = new StringBuilder();
        int open = at;
        for (at++; at < expression.length(); at++) {
            char c = expression.charAt(at);
            if (c == mark) {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < expression.length()) {
                at++;
                char escaped = expression.charAt(at);
                boolean plain = escaped == mark || (escaped == '\\' && mark != '/');
                text.append(plain ? "" : "\\").append(escaped);
            } else {
                text.append(c);
            }
        }
        throw new ExpressionError(open, "got " + mark + " without another one that ends it");
    }
}
