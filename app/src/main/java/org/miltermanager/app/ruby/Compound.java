package org.miltermanager.app.ruby;

import java.util.Set;
import org.miltermanager.app.ruby.Token.End;
import org.miltermanager.app.ruby.Token.Literal;
import org.miltermanager.app.ruby.Token.Mark;
import org.miltermanager.app.ruby.Token.Word;

/** Finds the end of a statement that is not understood, with all that is nested in it. */
final class Compound {
    private static final Set<String> OPENING =
            Set.of("if", "unless", "while", "until", "for", "case", "begin", "def", "class", "module");
    private static final Set<String> LOOPS = Set.of("while", "until", "for");
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "do", "then", "else", "elsif", "begin", "ensure", "and", "or", "not", "return", "when", "if", "unless");

    private final Cursor cursor;
    private int open;
    /** A loop was opened on this line: its {@code do} opens nothing more. */
    private boolean loop;

    private boolean expressionMayBegin = true;

    private Compound(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Goes to the token behind the statement, which is an end of line, or what closes something that was opened before it. */
    static void skip(Cursor cursor) {
        new Compound(cursor).skip();
    }

    private void skip() {
        while (!cursor.atLast()) {
            Token token = cursor.peek();
            int opens = opens(token);
            if (open + opens < 0 || (open == 0 && token instanceof End)) {
                return;
            }
            open += opens;
            expressionMayBegin = expressionMayBeginBehind(token);
            cursor.take();
        }
    }

    private int opens(Token token) {
        return switch (token) {
            case Mark mark ->
                switch (mark.text()) {
                    case "(", "[", "{" -> 1;
                    case ")", "]", "}" -> -1;
                    default -> 0;
                };
            case Word word -> opens(word.text());
            case End _ -> {
                loop = false;
                yield 0;
            }
            case Literal _ -> 0;
        };
    }

    private int opens(String word) {
        if (word.equals("end")) {
            return -1;
        }
        if (word.equals("do")) {
            boolean ofLoop = loop;
            loop = false;
            return ofLoop ? 0 : 1;
        }
        boolean opens = expressionMayBegin && OPENING.contains(word);
        loop |= opens && LOOPS.contains(word);
        return opens ? 1 : 0;
    }

    /** Behind a value, {@code if} and its like belong to the statement before and have no end of their own. */
    private static boolean expressionMayBeginBehind(Token token) {
        return switch (token) {
            case End _ -> true;
            case Literal _ -> false;
            case Mark mark -> !Set.of(")", "]", "}", ".").contains(mark.text());
            case Word word -> BEFORE_EXPRESSION.contains(word.text());
        };
    }
}
