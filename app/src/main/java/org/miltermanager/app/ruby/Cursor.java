package org.miltermanager.app.ruby;

import java.util.List;
import java.util.Optional;
import org.miltermanager.app.ruby.Token.End;
import org.miltermanager.app.ruby.Token.Literal;
import org.miltermanager.app.ruby.Token.Mark;
import org.miltermanager.app.ruby.Token.Word;

/** A place among tokens. The last token is never left behind. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    /** @param tokens the last one is an {@link End} */
    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    int place() {
        return at;
    }

    void backTo(int place) {
        at = place;
    }

    boolean atLast() {
        return at == tokens.size() - 1;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** The line of the token that was taken last. */
    int lineBefore() {
        return tokens.get(Math.max(0, at - 1)).line();
    }

    boolean is(String text) {
        return switch (peek()) {
            case Mark mark -> mark.text().equals(text);
            case Word word -> word.text().equals(text);
            case Literal _, End _ -> false;
        };
    }

    /** Takes the next token if it is this word or mark. */
    boolean took(String text) {
        boolean there = is(text);
        if (there) {
            take();
        }
        return there;
    }

    /** The next token if it is a word, taken. */
    Optional<String> word() {
        if (peek() instanceof Word word) {
            take();
            return Optional.of(word.text());
        }
        return Optional.empty();
    }

    /** Whether a statement may end here. */
    boolean atStatementEnd() {
        return peek() instanceof End || is("end") || is("}");
    }

    void skipEnds() {
        while (peek() instanceof End && !atLast()) {
            take();
        }
    }
}
