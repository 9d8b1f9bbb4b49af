package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.miltermanager.wire.Stage;

/** A checked expression over what is known of a mail. Immutable; safe for use by any thread. */
public final class Expression {
    /** What an empty list of conditions amounts to. */
    public static final Expression ALWAYS =
            new Expression("true", known -> Truth.TRUE, List.of(), List.of(), List.of());

    private final String text;
    private final Function<Circumstances, Truth> question;
    private final Set<Fact<?>> facts;
    private final List<Part> parts;
    private final List<Notice> notices;
    /** All of which have to hold; empty for one that is not made of others. */
    private final List<Expression> conjuncts;

    private final boolean demandsAnswer;
    private final Stage due;
    private final boolean perRecipient;

    /** A part that is told of when the whole is explained. */
    record Part(String text, Function<Circumstances, Truth> question, Function<Circumstances, String> value) {}

    Expression(
            String text,
            Function<Circumstances, Truth> question,
            List<Fact<?>> facts,
            List<Part> parts,
            List<Notice> notices) {
        this(text, question, facts, parts, notices, List.of(), false);
    }

    private Expression(
            String text,
            Function<Circumstances, Truth> question,
            List<Fact<?>> facts,
            List<Part> parts,
            List<Notice> notices,
            List<Expression> conjuncts,
            boolean demandsAnswer) {
        this.conjuncts = conjuncts;
        this.demandsAnswer = demandsAnswer;
        this.text = text;
        this.question = question;
        this.facts = Set.copyOf(facts);
        this.parts = List.copyOf(parts);
        this.notices = List.copyOf(new LinkedHashSet<>(notices));
        this.perRecipient = facts.stream().anyMatch(fact -> fact.from() == Stage.RCPT);
        this.due = facts.stream().map(Fact::due).max(Comparator.naturalOrder()).orElse(Stage.CONNECT);
    }

    /**
     * Reads and checks an expression.
     *
     * @throws ExpressionError at the first thing that is wrong
     */
    public static Expression of(String text, Vocabulary words) {
        return new Compiler(text, words).compile(Parser.parse(text));
    }

    /** Holds where all of them hold. */
    public static Expression all(List<Expression> expressions) {
        return expressions.stream()
                .filter(expression -> !expression.equals(ALWAYS))
                .reduce(Expression::and)
                .orElse(ALWAYS);
    }

    private Expression and(Expression other) {
        return new Expression(
                "(" + text + ") and (" + other.text + ")",
                known -> {
                    Truth first = question.apply(known);
                    return first == Truth.FALSE ? first : first.and(other.question.apply(known));
                },
                join(List.copyOf(facts), List.copyOf(other.facts)),
                join(parts, other.parts),
                join(notices, other.notices),
                join(conjuncts(), other.conjuncts()),
                false);
    }

    private List<Expression> conjuncts() {
        return conjuncts.isEmpty() ? List.of(this) : conjuncts;
    }

    /**
     * Holds where this one does not.
     *
     * @param unknown what becomes of it where nobody can say: as if this one held (ask), as if it did not (skip), or nobody can say of the
     *     whole either, and the client shall try again later (tempfail)
     */
    public Expression not(Answer unknown) {
        return new Expression(
                "not (" + text + ")",
                known -> settled(question.apply(known), unknown, known).not(),
                List.copyOf(facts),
                parts,
                notices,
                List.of(),
                unknown == Answer.TEMPFAIL);
    }

    /** The same, told of under a name, in front of its parts, when the whole is explained. */
    public Expression named(String name) {
        List<Part> named = join(List.of(new Part(name, question, known -> "")), parts);
        return new Expression(text, question, List.copyOf(facts), named, notices, conjuncts, demandsAnswer);
    }

    private static Truth settled(Truth found, Answer unknown, Circumstances known) {
        return found != Truth.UNKNOWN || !known.isPatient()
                ? found
                : switch (unknown) {
                    case ASK -> Truth.TRUE;
                    case SKIP -> Truth.FALSE;
                    case TEMPFAIL -> Truth.UNKNOWN;
                };
    }

    /** @return true where it cannot be decided for a part of which that means that the client shall try again later */
    boolean demandsAnswer(Circumstances known) {
        return conjuncts().stream()
                .anyMatch(part -> part.demandsAnswer && known.patiently(() -> part.decide(known)) == Truth.UNKNOWN);
    }

    /** @return true where it is about each recipient, and about what is known only when all of them have been answered */
    public boolean mixesScopes() {
        return perRecipient && due.compareTo(Stage.RCPT) > 0;
    }

    /** What has to hold when a recipient is answered. */
    public Expression ofRecipients() {
        return all(conjuncts().stream()
                .filter(part -> part.due.compareTo(Stage.RCPT) <= 0)
                .toList());
    }

    /** What has to hold besides, when all recipients have been answered. */
    public Expression ofContent() {
        return all(conjuncts().stream()
                .filter(part -> part.due.compareTo(Stage.RCPT) > 0)
                .toList());
    }

    private static <T> List<T> join(List<? extends T> first, List<? extends T> second) {
        var both = new ArrayList<T>(first);
        both.addAll(second);
        return both;
    }

    /** What can be said now, without waiting for anybody. */
    Truth decide(Circumstances known) {
        return question.apply(known);
    }

    /** The stage at which the last of what it is about is known. */
    public Stage due() {
        return due;
    }

    /** @return true where each recipient has its own answer */
    public boolean perRecipient() {
        return perRecipient;
    }

    /** What it is about. */
    public Set<Fact<?>> facts() {
        return facts;
    }

    /** What a milter that is asked under this condition is told. */
    public List<Notice> notices() {
        return notices;
    }

    /** What became of each part, as far as it is known. */
    List<Finding> findings(Circumstances known) {
        return parts.stream()
                .map(part -> new Finding(
                        part.text(), part.question().apply(known), part.value().apply(known)))
                .toList();
    }

    Function<Circumstances, Truth> question() {
        return question;
    }

    List<Part> parts() {
        return parts;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
