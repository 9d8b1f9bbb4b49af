package org.miltermanager.app.condition;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.ExpressionError;
import org.miltermanager.condition.MilterFacts;
import org.miltermanager.condition.Vocabulary;

/** Reads conditions, with those that the operator has made among their names. Used by one thread. */
public final class Conditions {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]*");
    private static final Set<String> TAKEN = Set.of("and", "or", "not", "in", "matches", "true", "false");

    private final Map<String, String> waiting;
    private final Map<String, ExpressionError> wrong = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private Vocabulary words;

    /**
     * The words that there are, and the operator's.
     *
     * @param own expressions by name; they may use each other
     */
    public Conditions(Vocabulary words, Map<String, String> own) {
        this.words = words;
        this.waiting = new LinkedHashMap<>(own);
        List.copyOf(waiting.keySet()).forEach(this::define);
    }

    /** Those of the operator that cannot be used. */
    public Map<String, ExpressionError> wrong() {
        return Collections.unmodifiableMap(wrong);
    }

    /**
     * Reads a condition: an expression, or the name of one as milter manager writes it, such as {@code Remote Network}.
     *
     * @throws ExpressionError at the first thing that is wrong
     */
    public Expression read(String written) {
        return Expression.of(words.knows(written) ? written.strip().replace(' ', '-') : written, words);
    }

    /**
     * The same for somebody who comes behind milters: may ask what they made of a message.
     *
     * @param earlier their names
     */
    public Conditions behind(List<String> earlier) {
        return new Conditions(MilterFacts.addTo(words, earlier), Map.of());
    }

    /** Reads conditions that all have to hold. */
    public Expression all(List<String> written) {
        return Expression.all(written.stream().map(this::read).toList());
    }

    /** What conditions may use. */
    public Vocabulary words() {
        return words;
    }

    private void define(String name) {
        String expression = waiting.get(name);
        if (expression == null) {
            return;
        }
        try {
            refuseName(name);
            open.push(name);
            words = words.with(name, compile(expression));
        } catch (ExpressionError error) {
            wrong.put(name, error);
            words = words.with(name, Expression.ALWAYS); // so that each mistake is told once
        } finally {
            open.remove(name);
            waiting.remove(name);
        }
    }

    /** A name that is not known yet may be one of the operator's, further down. */
    private Expression compile(String expression) {
        while (true) {
            try {
                return read(expression);
            } catch (ExpressionError error) {
                String needed = error.unknown();
                if (open.contains(needed)) {
                    throw error.because("'" + needed + "' is defined by means of itself");
                }
                if (!waiting.containsKey(needed)) {
                    throw error;
                }
                define(needed);
            }
        }
    }

    private void refuseName(String name) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new ExpressionError(
                    "the condition's name '" + name + "' is none; expected letters, digits, '.', '-' and '_'");
        }
        if (words.knows(name)) {
            throw new ExpressionError("the name '" + name + "' is taken by a condition or fact that there is");
        }
    }
}
