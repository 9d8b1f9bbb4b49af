package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the grammar that the package describes. */
final class Parser {
    /** More than anybody writes, and few enough for any stack. */
    private static final int DEEPEST = 50;

    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "matches");

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws ExpressionError at the first thing that is wrong */
    static Syntax parse(String expression) {
        var parser = new Parser(Lexer.tokens(expression));
        Syntax whole = parser.either();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.expected("'and', 'or' or the end");
        }
        return whole;
    }

    private Syntax either() {
        return several("or", () -> several("and", this::negation, Syntax.AllOf::new), Syntax.AnyOf::new);
    }

    private Syntax several(String word, Supplier<Syntax> part, Function<List<Syntax>, Syntax> together) {
        var parts = new ArrayList<Syntax>();
        do {
            parts.add(part.get());
        } while (take(word));
        return parts.size() == 1 ? parts.getFirst() : together.apply(parts);
    }

    private Syntax negation() {
        int start = peek().start();
        return take("not") ? deeper(() -> new Syntax.Not(negation(), start)) : comparison();
    }

    private Syntax deeper(Supplier<Syntax> inner) {
        if (++depth > DEEPEST) {
            throw new ExpressionError(peek().start(), "nested more than " + DEEPEST + " deep");
        }
        Syntax read = inner.get();
        depth--;
        return read;
    }

    private Syntax comparison() {
        Syntax left = value();
        Optional<Operator> operator = Operator.of(peek());
        if (operator.isPresent()) {
            at++;
            return new Syntax.Comparison(left, operator.get(), value());
        }
        boolean negated = peek().is("not");
        if (negated) {
            at++;
        }
        if (take("in")) {
            return negated(new Syntax.Membership(left, set()), negated);
        }
        if (take("matches")) {
            return negated(new Syntax.Match(left, pattern()), negated);
        }
        if (negated) {
            throw expected("'in' or 'matches' after 'not'");
        }
        return left;
    }

    private static Syntax negated(Syntax part, boolean negated) {
        return negated ? new Syntax.Not(part, part.start()) : part;
    }

    private Token pattern() {
        return switch (peek().kind()) {
            case PATTERN, PATTERN_ANY_CASE, TEXT -> next();
            case WORD, NUMBER, TIME, SIGN, END -> throw expected("a pattern such as /^mail\\d/");
        };
    }

    private Syntax set() {
        Token open = peek();
        if (!take("[")) {
            return value();
        }
        var literals = new ArrayList<Syntax>();
        while (!peek().is("]")) {
            literals.add(literal().orElseThrow(() -> expected("a literal or ']'")));
            if (!peek().is("]") && !take(",")) {
                throw expected("',' or ']'");
            }
        }
        if (literals.isEmpty()) {
            throw expected("a literal: nothing is in an empty list");
        }
        return new Syntax.ListOf(literals, open.start(), next().end());
    }

    private Syntax value() {
        Optional<Syntax> literal = literal();
        if (literal.isPresent()) {
            return literal.get();
        }
        if (take("(")) {
            Syntax inner = deeper(this::either);
            if (!take(")")) {
                throw expected("')'");
            }
            return inner;
        }
        if (peek().kind() != Token.Kind.WORD || WORDS.contains(peek().text().toLowerCase(Locale.ROOT))) {
            throw expected("a name, a literal or '('");
        }
        Token name = next();
        return take("(") ? call(name) : new Syntax.Name(name.text(), name.start(), name.end());
    }

    private Syntax call(Token name) {
        var arguments = new ArrayList<String>();
        do {
            if (peek().kind() != Token.Kind.TEXT) {
                throw expected("a text in quotes, as in " + name.text() + "(\"...\")");
            }
            arguments.add(next().text());
        } while (take(","));
        if (!peek().is(")")) {
            throw expected("',' or ')'");
        }
        return new Syntax.Call(name.text(), arguments, name.start(), next().end());
    }

    private Optional<Syntax> literal() {
        Token token = peek();
        Optional<Syntax> literal = switch (token.kind()) {
            case TEXT -> Optional.of(new Syntax.Text(token.text(), token.start(), token.end()));
            case NUMBER -> Optional.of(Literals.number(token));
            case TIME -> Optional.of(Literals.time(token));
            case WORD -> fixed(token);
            case PATTERN, PATTERN_ANY_CASE, SIGN, END -> Optional.empty();
        };
        literal.ifPresent(taken -> at++);
        return literal;
    }

    private static Optional<Syntax> fixed(Token token) {
        return token.is("true") || token.is("false")
                ? Optional.of(new Syntax.Fixed(token.is("true"), token.start(), token.end()))
                : Optional.empty();
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at++);
    }

    private boolean take(String wanted) {
        boolean there = peek().is(wanted);
        if (there) {
            at++;
        }
        return there;
    }

    private ExpressionError expected(String what) {
        return new ExpressionError(peek().start(), "got " + peek().told() + ", expected " + what);
    }
}
