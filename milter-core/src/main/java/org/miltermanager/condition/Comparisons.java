package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.miltermanager.wire.Stage;

/** Comparison, {@code in} and {@code matches}: what can be held against what. */
final class Comparisons {
    private final Vocabulary words;

    Comparisons(Vocabulary words) {
        this.words = words;
    }

    /** The left value against the right one. */
    Operand<Boolean> compare(Syntax.Comparison comparison, Operand<?> left, Operand<?> right) {
        if (left.as(Type.ADDRESS).isPresent() && comparison.right() instanceof Syntax.Text literal) {
            return address(comparison, left.as(Type.ADDRESS).get(), literal);
        }
        return ordered(comparison, left, right, Type.NUMBER, Comparator.naturalOrder())
                .or(() -> ordered(comparison, left, right, Type.TIME, Comparator.naturalOrder()))
                .or(() -> equal(comparison, left, right, Type.TEXT, String::compareToIgnoreCase))
                .or(() -> equal(comparison, left, right, Type.BOOLEAN, Comparator.naturalOrder()))
                .orElseThrow(() -> new ExpressionError(
                        comparison.start(),
                        "got " + left.type() + " " + comparison.operator().sign() + " " + right.type() + ", expected "
                                + expected(left.type(), comparison.operator())));
    }

    private static String expected(Type<?> left, Operator operator) {
        boolean hasOrder = left.equals(Type.NUMBER) || left.equals(Type.TIME);
        if (left.equals(Type.TEXTS)) {
            return "'in' or 'matches', which hold where one of the texts does";
        }
        if (left.equals(Type.ADDRESS)) {
            return "== or != and an address in quotes";
        }
        return hasOrder || operator.isEquality()
                ? left + " on both sides"
                : "== or !=, since " + left + " has no order";
    }

    private <T> Optional<Operand<Boolean>> ordered(
            Syntax.Comparison comparison, Operand<?> left, Operand<?> right, Type<T> type, Comparator<T> order) {
        Optional<Operand<T>> first = left.as(type);
        Optional<Operand<T>> second = right.as(type);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        Reading<T> a = first.get().reading();
        Reading<T> b = second.get().reading();
        Operator operator = comparison.operator();
        Reading<Boolean> holds =
                known -> a.of(known).flatMap(x -> b.of(known).map(y -> operator.holds(order.compare(x, y))));
        return Optional.of(about(holds, left, right));
    }

    private <T> Optional<Operand<Boolean>> equal(
            Syntax.Comparison comparison, Operand<?> left, Operand<?> right, Type<T> type, Comparator<T> order) {
        return comparison.operator().isEquality() ? ordered(comparison, left, right, type, order) : Optional.empty();
    }

    private static Operand<Boolean> address(
            Syntax.Comparison comparison, Operand<NetworkAddress> left, Syntax.Text literal) {
        Predicate<NetworkAddress> in = network(literal)::contains;
        if (!comparison.operator().isEquality()) {
            throw new ExpressionError(comparison.start(), "addresses have no order; expected ==, != or in");
        }
        boolean wanted = comparison.operator() == Operator.EQUAL;
        Reading<Boolean> holds = known -> left.reading().of(known).map(address -> in.test(address) == wanted);
        return about(holds, left, left);
    }

    private static Network network(Syntax.Text literal) {
        return Network.parse(literal.value())
                .orElseThrow(() -> new ExpressionError(
                        literal.start(), "got \"" + literal.value() + "\", expected " + Network.EXPECTED));
    }

    /** Whether the left value is in a set. */
    Operand<Boolean> contains(Syntax.Membership membership, Operand<?> left) {
        if (membership.set() instanceof Syntax.Call call
                && words.meaning(call.name()).orElse(null) instanceof Vocabulary.Meaning.Set(var sets)) {
            return looked(membership, left, Compiler.only(call, sets));
        }
        if (membership.set() instanceof Syntax.Name name) {
            return among(membership, left, name);
        }
        List<Syntax> literals =
                membership.set() instanceof Syntax.ListOf list ? list.literals() : List.of(membership.set());
        Optional<Operand<Boolean>> found = left.as(Type.ADDRESS)
                .map(address -> in(address, networks(literals)))
                .or(() -> left.as(Type.TEXT).map(text -> in(text, lowerCase(texts(literals)))))
                .or(() -> left.as(Type.TEXTS).map(many -> in(many, anyOf(lowerCase(texts(literals))))))
                .or(() -> left.as(Type.NUMBER).map(number -> in(number, numbers(literals)::contains)));
        return found.orElseThrow(() -> new ExpressionError(
                membership.start(), "got " + left.type() + " in a list, expected a text, an address or a number"));
    }

    private Operand<Boolean> among(Syntax.Membership membership, Operand<?> left, Syntax.Name name) {
        Optional<Operand<List<String>>> many = words.meaning(name.name())
                .filter(Vocabulary.Meaning.Known.class::isInstance)
                .flatMap(meaning ->
                        Operand.of(((Vocabulary.Meaning.Known) meaning).fact()).as(Type.TEXTS));
        Optional<Operand<String>> text = left.as(Type.TEXT);
        if (many.isEmpty() || text.isEmpty()) {
            throw new ExpressionError(
                    membership.set().start(),
                    "got '" + name.name() + "' behind 'in', expected a list such as [\"a\", \"b\"]");
        }
        Reading<Boolean> holds = known -> many.get()
                .reading()
                .of(known)
                .flatMap(texts -> text.get()
                        .reading()
                        .of(known)
                        .map(wanted -> texts.stream().anyMatch(wanted::equalsIgnoreCase)));
        return about(holds, left, many.get());
    }

    private static Operand<Boolean> looked(Syntax.Membership membership, Operand<?> left, Lookup lookup) {
        Operand<String> text = left.as(Type.TEXT)
                .orElseThrow(() -> new ExpressionError(
                        membership.start(), "got " + left.type() + " in a set of texts, expected a text"));
        return switch (lookup) {
            case Lookup.Present(var contains) -> in(text, contains);
            case Lookup.Remote remote -> asked(text, remote);
        };
    }

    /** To be looked up elsewhere: a fact of its own, which is asked for when the text is known. */
    private static Operand<Boolean> asked(Operand<String> text, Lookup.Remote remote) {
        Stage from = text.facts().stream()
                .map(Fact::due)
                .max(Comparator.naturalOrder())
                .orElse(Stage.CONNECT);
        Function<Circumstances, CompletableFuture<Boolean>> question = known -> text.reading()
                .of(known)
                .map(remote.contains())
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("not known")));
        var fact = new Fact<>("lookup", Type.BOOLEAN, from, new Fact.Source.Asked<>(question, remote.deadline()));
        return about(fact::read, text, Operand.of(fact));
    }

    private static List<String> texts(List<Syntax> literals) {
        return literals.stream()
                .map(literal -> {
                    if (literal instanceof Syntax.Text(var value, var start, var end)) {
                        return Literals.octets(value);
                    }
                    throw new ExpressionError(literal.start(), "expected a text in quotes");
                })
                .toList();
    }

    private static List<Long> numbers(List<Syntax> literals) {
        return literals.stream()
                .map(literal -> {
                    if (literal instanceof Syntax.Quantity(var value, var start, var end)) {
                        return value;
                    }
                    throw new ExpressionError(literal.start(), "expected a number");
                })
                .toList();
    }

    private static Predicate<NetworkAddress> networks(List<Syntax> literals) {
        List<Network> networks = literals.stream()
                .map(literal -> {
                    if (literal instanceof Syntax.Text text) {
                        return network(text);
                    }
                    throw new ExpressionError(literal.start(), "expected " + Network.EXPECTED);
                })
                .toList();
        return address -> networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Predicate<String> lowerCase(List<String> texts) {
        var plain = texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        return text -> plain.contains(text.toLowerCase(Locale.ROOT));
    }

    private static <T> Predicate<List<T>> anyOf(Predicate<T> one) {
        return many -> many.stream().anyMatch(one);
    }

    private static <T> Operand<Boolean> in(Operand<T> value, Predicate<T> set) {
        Reading<Boolean> holds = known -> value.reading().of(known).map(set::test);
        return about(holds, value, value);
    }

    /** Whether a pattern is found in the left value. */
    static Operand<Boolean> matches(Syntax.Match match, Operand<?> left) {
        TextPattern pattern = pattern(match.pattern());
        Optional<Reading<Boolean>> holds = left.as(Type.TEXT)
                .map(text ->
                        (Reading<Boolean>) known -> text.reading().of(known).flatMap(pattern::isIn))
                .or(() -> left.as(Type.TEXTS)
                        .map(many -> known -> many.reading().of(known).flatMap(texts -> isInAny(pattern, texts))));
        return about(
                holds.orElseThrow(() -> new ExpressionError(
                        match.start(), "got " + left.type() + " before 'matches', expected a text")),
                left,
                left);
    }

    private static Optional<Boolean> isInAny(TextPattern pattern, List<String> texts) {
        Truth any = Truth.FALSE;
        for (String text : texts) {
            any = any.or(pattern.isIn(text).map(Truth::of).orElse(Truth.UNKNOWN));
        }
        return any == Truth.UNKNOWN ? Optional.empty() : Optional.of(any == Truth.TRUE);
    }

    private static TextPattern pattern(Token token) {
        try {
            return TextPattern.of(token.text(), token.kind() == Token.Kind.PATTERN_ANY_CASE);
        } catch (PatternSyntaxException wrong) {
            throw new ExpressionError(
                    token.start() + 1 + Math.max(wrong.getIndex(), 0),
                    "the pattern " + token.told() + " is wrong: " + wrong.getDescription());
        }
    }

    private static Operand<Boolean> about(Reading<Boolean> holds, Operand<?> left, Operand<?> right) {
        var facts = new ArrayList<Fact<?>>(left.facts());
        facts.addAll(right.facts());
        var parts = new ArrayList<>(left.parts());
        parts.addAll(right.parts());
        var notices = new ArrayList<>(left.notices());
        notices.addAll(right.notices());
        return new Operand<>(
                Type.BOOLEAN,
                holds,
                facts,
                parts.stream().distinct().toList(),
                notices.stream().distinct().toList());
    }
}
