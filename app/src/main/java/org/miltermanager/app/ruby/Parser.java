package org.miltermanager.app.ruby;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.app.ruby.Statement.Assignment;
import org.miltermanager.app.ruby.Statement.Block;
import org.miltermanager.app.ruby.Statement.Call;
import org.miltermanager.app.ruby.Statement.Other;
import org.miltermanager.app.ruby.Token.Literal;
import org.miltermanager.app.ruby.Token.Word;

/** Understands the statements that can be understood without running them, and finds out where each of the others ends. */
final class Parser {
    /** Definitions inside of definitions; deeper ones nobody writes. */
    private static final int DEEPEST = 20;

    private static final Set<String> KEYWORDS = Set.of(
            "if", "unless", "while", "until", "for", "case", "begin", "def", "class", "module", "return", "yield",
            "super", "alias", "undef", "not", "end", "do", "then", "else", "elsif", "when", "rescue", "ensure", "in",
            "and", "or", "true", "false", "nil", "BEGIN", "END");

    private final Cursor cursor;
    private int depth;

    private Parser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The statements of a file, in their order. */
    static List<Statement> statements(String text) {
        var parser = new Parser(new Cursor(Lexer.tokens(text)));
        var statements = new ArrayList<Statement>();
        while (!parser.cursor.atLast()) {
            statements.addAll(parser.statements());
            if (!parser.cursor.atLast()) {
                int line = parser.cursor.take().line(); // closes what was never opened
                statements.add(new Other(line, line, List.of()));
            }
        }
        return statements;
    }

    /** Up to what closes the block, or to the end of the file. */
    private List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        cursor.skipEnds();
        while (!cursor.atLast() && !cursor.is("end") && !cursor.is("}")) {
            statements.add(statement());
            cursor.skipEnds();
        }
        return statements;
    }

    private Statement statement() {
        int start = cursor.place();
        int line = cursor.peek().line();
        List<String> name = name();
        if (!name.isEmpty()) {
            Optional<Statement> known = known(line, name);
            if (known.isPresent() && cursor.atStatementEnd()) {
                return known.get();
            }
        }
        cursor.backTo(start);
        Compound.skip(cursor);
        if (cursor.place() == start) {
            cursor.take(); // a bracket that closes nothing
        }
        return new Other(line, cursor.lineBefore(), name);
    }

    private List<String> name() {
        var name = new ArrayList<String>();
        if (!(cursor.peek() instanceof Word first) || KEYWORDS.contains(first.text())) {
            return name;
        }
        do {
            var word = cursor.word();
            if (word.isEmpty()) {
                return List.of();
            }
            name.add(word.get());
        } while (cursor.took("."));
        return name;
    }

    private Optional<Statement> known(int line, List<String> name) {
        for (String operator : List.of("=", "+=", "<<")) {
            if (cursor.took(operator)) {
                boolean adds = !operator.equals("=");
                return value().map(value -> new Assignment(line, cursor.lineBefore(), name, adds, value));
            }
        }
        return arguments().flatMap(arguments -> call(line, name, arguments));
    }

    private Optional<Statement> call(int line, List<String> name, List<Value> arguments) {
        boolean word = cursor.is("do");
        if (!word && !cursor.is("{")) {
            return Optional.of(new Call(line, cursor.lineBefore(), name, arguments, Optional.empty()));
        }
        return block(word ? "end" : "}")
                .map(block -> new Call(line, cursor.lineBefore(), name, arguments, Optional.of(block)));
    }

    private Optional<Block> block(String closing) {
        if (depth == DEEPEST) {
            return Optional.empty();
        }
        cursor.take();
        var variable = cursor.took("|") ? cursor.word().filter(name -> cursor.took("|")) : Optional.of("");
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        depth++;
        List<Statement> body = statements();
        depth--;
        return cursor.took(closing) ? Optional.of(new Block(variable.get(), body)) : Optional.empty();
    }

    private Optional<List<Value>> arguments() {
        if (cursor.took("(")) {
            return list(")");
        }
        if (cursor.atStatementEnd() || cursor.is("do") || cursor.is("{")) {
            return Optional.of(List.of());
        }
        var values = new ArrayList<Value>();
        do {
            var value = value();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        } while (cursor.took(","));
        return Optional.of(values);
    }

    private Optional<List<Value>> list(String closing) {
        var values = new ArrayList<Value>();
        cursor.skipEnds();
        while (!cursor.took(closing)) {
            var value = value();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
            cursor.skipEnds();
            if (!cursor.took(",") && !cursor.is(closing)) {
                return Optional.empty();
            }
            cursor.skipEnds();
        }
        return Optional.of(values);
    }

    private Optional<Value> value() {
        if (cursor.peek() instanceof Literal) {
            return Optional.of(literals());
        }
        if (cursor.is("[") && depth < DEEPEST) {
            cursor.take();
            depth++;
            var elements = list("]");
            depth--;
            return elements.map(Value.Many::new);
        }
        if (cursor.took("-")
                && cursor.peek() instanceof Literal literal
                && literal.value() instanceof Value.Numeral(var digits)) {
            cursor.take();
            return Optional.of(new Value.Numeral("-" + digits));
        }
        return cursor.word().flatMap(Parser::named);
    }

    private static Optional<Value> named(String word) {
        return switch (word) {
            case "true", "false" -> Optional.of(new Value.Flag(word.equals("true")));
            case "nil" -> Optional.of(new Value.Nil());
            default -> Optional.empty();
        };
    }

    /** A literal; strings beside each other, or with a plus between them, are one. */
    private Value literals() {
        Value value = ((Literal) cursor.take()).value();
        if (!(value instanceof Value.Text(var first))) {
            return value;
        }
        var text = new StringBuilder(first);
        while (true) {
            int place = cursor.place();
            cursor.took("+");
            if (!(cursor.peek() instanceof Literal next)) {
                cursor.backTo(place);
                return new Value.Text(text.toString());
            }
            cursor.take();
            if (!(next.value() instanceof Value.Text(var more))) {
                return next.value();
            }
            text.append(more);
        }
    }
}
