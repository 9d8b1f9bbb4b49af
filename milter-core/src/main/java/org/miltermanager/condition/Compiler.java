package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.miltermanager.wire.Stage;

/** Checks names and types of an expression, and makes functions of it. */
final class Compiler {
    private final String text;
    private final Vocabulary words;

    Compiler(String text, Vocabulary words) {
        this.text = text;
        this.words = words;
    }

    Expression compile(Syntax whole) {
        Operand<Boolean> answer = question(whole);
        var expression = new Expression(text, truth(answer), answer.facts(), answer.parts(), answer.notices());
        refuseMixedScopes(answer.facts());
        return expression;
    }

    /** When the content is there, the client has its answer for each recipient. */
    private static void refuseMixedScopes(List<Fact<?>> facts) {
        Optional<Fact<?>> recipient =
                facts.stream().filter(fact -> fact.from() == Stage.RCPT).findFirst();
        Optional<Fact<?>> later = facts.stream()
                .filter(fact -> fact.from().compareTo(Stage.RCPT) > 0)
                .findFirst();
        if (recipient.isPresent() && later.isPresent()) {
            throw new ExpressionError(
                    0,
                    "'" + recipient.get() + "' is about each recipient, '" + later.get()
                            + "' is not known before all recipients have been answered; expected one of both, or 'recipients'");
        }
    }

    private static Function<Circumstances, Truth> truth(Operand<Boolean> operand) {
        Reading<Boolean> reading = operand.reading();
        return known -> reading.of(known).map(Truth::of).orElse(Truth.UNKNOWN);
    }

    static Reading<Boolean> reading(Function<Circumstances, Truth> question) {
        return known -> switch (question.apply(known)) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** What is asked whether it holds. */
    private Operand<Boolean> question(Syntax syntax) {
        return switch (syntax) {
            case Syntax.AllOf(var parts) -> together(parts, Truth::and, Truth.FALSE);
            case Syntax.AnyOf(var parts) -> together(parts, Truth::or, Truth.TRUE);
            case Syntax.Not not -> {
                Operand<Boolean> part = question(not.part());
                Function<Circumstances, Truth> truth = truth(part);
                yield new Operand<>(
                        Type.BOOLEAN,
                        reading(known -> truth.apply(known).not()),
                        part.facts(),
                        part.parts(),
                        part.notices());
            }
            case Syntax.Comparison comparison ->
                told(
                        comparison,
                        new Comparisons(words).compare(comparison, value(comparison.left()), value(comparison.right())),
                        value(comparison.left()));
            case Syntax.Membership membership -> {
                Operand<?> left = value(membership.left());
                yield told(membership, new Comparisons(words).contains(membership, left), left);
            }
            case Syntax.Match match -> {
                Operand<?> left = value(match.left());
                yield told(match, Comparisons.matches(match, left), left);
            }
            case Syntax.Name name -> {
                Operand<Boolean> fact = yesOrNo(name);
                yield told(name, fact, fact);
            }
            case Syntax.Call call -> {
                Operand<Boolean> fact = yesOrNo(call);
                yield told(call, fact, fact);
            }
            case Syntax.Fixed fixed -> Operand.literal(Type.BOOLEAN, fixed.value());
            case Syntax.Text _, Syntax.Quantity _, Syntax.Time _, Syntax.ListOf _ -> yesOrNo(syntax);
        };
    }

    private Operand<Boolean> yesOrNo(Syntax syntax) {
        Operand<?> value = value(syntax);
        return value.as(Type.BOOLEAN)
                .orElseThrow(() -> new ExpressionError(
                        syntax.start(),
                        "got '" + written(syntax) + "', which is " + value.type()
                                + ", expected what holds or not, such as a comparison"));
    }

    /** The same, and its own line where it is explained, above those of what it is made of. */
    private Operand<Boolean> told(Syntax syntax, Operand<Boolean> question, Operand<?> about) {
        var parts = new ArrayList<Expression.Part>();
        boolean hasValue = !about.type().equals(Type.BOOLEAN);
        parts.add(new Expression.Part(written(syntax), truth(question), known -> hasValue ? about.shown(known) : ""));
        parts.addAll(question.parts());
        return new Operand<>(Type.BOOLEAN, question.reading(), question.facts(), parts, question.notices());
    }

    private Operand<Boolean> together(List<Syntax> syntax, BinaryOperator<Truth> operation, Truth decisive) {
        List<Operand<Boolean>> operands = syntax.stream().map(this::question).toList();
        List<Function<Circumstances, Truth>> questions =
                operands.stream().map(Compiler::truth).toList();
        Function<Circumstances, Truth> whole = known -> {
            Truth truth = decisive.not();
            for (var question : questions) {
                truth = operation.apply(truth, question.apply(known));
                if (truth == decisive) {
                    return truth;
                }
            }
            return truth;
        };
        return new Operand<>(
                Type.BOOLEAN,
                reading(whole),
                operands.stream()
                        .<Fact<?>>flatMap(operand -> operand.facts().stream())
                        .toList(),
                operands.stream().flatMap(operand -> operand.parts().stream()).toList(),
                operands.stream().flatMap(operand -> operand.notices().stream()).toList());
    }

    private Operand<?> value(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Text literal -> Operand.literal(Type.TEXT, Literals.octets(literal.value()));
            case Syntax.Quantity literal -> Operand.literal(Type.NUMBER, literal.value());
            case Syntax.Time literal -> Operand.literal(Type.TIME, literal.value());
            case Syntax.Fixed literal -> Operand.literal(Type.BOOLEAN, literal.value());
            case Syntax.Name name -> named(name);
            case Syntax.Call call -> called(call);
            case Syntax.ListOf list ->
                throw new ExpressionError(list.start(), "got a list, expected one value; lists stand behind 'in'");
            case Syntax.AllOf _,
                    Syntax.AnyOf _,
                    Syntax.Not _,
                    Syntax.Comparison _,
                    Syntax.Membership _,
                    Syntax.Match _ -> question(syntax);
        };
    }

    private Operand<?> named(Syntax.Name name) {
        return switch (meaning(name.name(), name)) {
            case Vocabulary.Meaning.Known(var fact) -> Operand.of(fact);
            case Vocabulary.Meaning.Named(var expression) ->
                new Operand<>(
                        Type.BOOLEAN,
                        reading(expression.question()),
                        List.copyOf(expression.facts()),
                        expression.parts(),
                        expression.notices());
            case Vocabulary.Meaning.Of _, Vocabulary.Meaning.Set _ ->
                throw new ExpressionError(
                        name.start(),
                        "got '" + name.name() + "' alone, expected " + name.name() + "(\"...\") with a text in it");
        };
    }

    private Operand<?> called(Syntax.Call call) {
        return switch (meaning(call.name(), call)) {
            case Vocabulary.Meaning.Of(var facts) -> Operand.of(only(call, facts));
            case Vocabulary.Meaning.Known _, Vocabulary.Meaning.Named _ ->
                throw new ExpressionError(
                        call.start(),
                        "got '" + written(call) + "', expected '" + call.name() + "' without parentheses");
            case Vocabulary.Meaning.Set _ ->
                throw new ExpressionError(call.start(), "got the set '" + written(call) + "', expected it behind 'in'");
        };
    }

    /** What a function makes of the one argument of a call. */
    static <T> T only(Syntax.Call call, Function<String, T> function) {
        if (call.arguments().size() != 1) {
            throw new ExpressionError(
                    call.start(),
                    "got " + call.arguments().size() + " texts in " + call.name() + "(...), expected one");
        }
        try {
            return function.apply(call.arguments().getFirst());
        } catch (IllegalArgumentException refused) {
            throw new ExpressionError(call.start(), call.name() + ": " + refused.getMessage());
        }
    }

    private Vocabulary.Meaning meaning(String name, Syntax at) {
        return words.meaning(name)
                .orElseThrow(() -> new ExpressionError(at.start(), "unknown name '" + name + "'", name, words.names()));
    }

    private String written(Syntax syntax) {
        return text.substring(syntax.start(), syntax.end());
    }
}
