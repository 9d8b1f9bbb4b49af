package org.miltermanager.detect.host.shell;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.detect.Quote;

/** Splits a script where commands end outside of quotes: at {@code ; & | && ||} and at the end of a line. Comments are left out. */
final class Statements {
    /** Nobody writes longer ones; they are passed over, for what follows takes a time and a depth that grow with the length. */
    private static final int LONGEST = 4_096;

    private final List<Statement> statements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String joint = "";
    private char quote;
    /** Of {@code $( } and <code>${ </code> that are open. */
    private int depth;

    private Statements() {}

    /** @param lines of a script, those that a backslash continues joined */
    static List<Statement> of(List<Quote> lines) {
        var splitter = new Statements();
        Quote begun = null;
        for (Quote line : lines) {
            begun = begun == null || splitter.text.isEmpty() ? line : begun;
            splitter.line(line.text(), begun);
        }
        return splitter.statements;
    }

    private void line(String line, Quote begun) {
        int at = 0;
        while (at < line.length() && !comment(line, at)) {
            at += take(line, at, begun);
        }
        if (quote == 0 && depth == 0) {
            end("", begun);
        } else {
            text.append('\n');
        }
    }

    private boolean comment(String line, int at) {
        return line.charAt(at) == '#'
                && quote == 0
                && depth == 0
                && (at == 0 || Character.isWhitespace(line.charAt(at - 1)) || line.charAt(at - 1) == ';');
    }

    /** @return how many characters were taken */
    private int take(String line, int at, Quote begun) {
        char c = line.charAt(at);
        if (quote != '\'' && (c == '\\' || opens(line, at))) {
            depth += c == '$' ? 1 : 0;
            text.append(line, at, Math.min(at + 2, line.length()));
            return 2;
        }
        if (quote == 0 && depth == 0 && ";&|".indexOf(c) >= 0) {
            boolean twice = line.startsWith("" + c + c, at);
            end(twice && c != ';' ? "" + c + c : "", begun);
            return twice ? 2 : 1;
        }
        text.append(c);
        nest(c);
        return 1;
    }

    private static boolean opens(String line, int at) {
        return line.startsWith("$(", at) || line.startsWith("${", at);
    }

    private void nest(char c) {
        if (quote != 0) {
            quote = c == quote && depth == 0 ? 0 : quote;
        } else if ((c == '"' || c == '\'' || c == '`') && depth == 0) {
            quote = c;
        }
        if (depth > 0 && (c == ')' || c == '}')) {
            depth--;
        } else if (depth > 0 && (c == '(' || c == '{')) {
            depth++;
        }
    }

    private void end(String next, Quote begun) {
        if (text.length() <= LONGEST && !text.toString().isBlank()) {
            statements.add(new Statement(begun.with(text.toString().strip()), joint));
        }
        text.setLength(0);
        joint = next;
    }
}
