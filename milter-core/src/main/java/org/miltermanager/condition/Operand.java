package org.miltermanager.condition;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A value in an expression, checked.
 *
 * @param facts what it is about
 * @param parts of other expressions that it stands for
 * @param notices of other expressions that it stands for
 */
record Operand<T>(
        Type<T> type, Reading<T> reading, List<Fact<?>> facts, List<Expression.Part> parts, List<Notice> notices) {
    static <T> Operand<T> literal(Type<T> type, T value) {
        Optional<T> always = Optional.of(value);
        return new Operand<>(type, known -> always, List.of(), List.of(), List.of());
    }

    static <T> Operand<T> of(Fact<T> fact) {
        return new Operand<>(fact.type(), fact::read, List.of(fact), List.of(), List.of());
    }

    /** The same, where it has the type. */
    @SuppressWarnings("unchecked") // types are constants: the same constant is the same T
    <S> Optional<Operand<S>> as(Type<S> wanted) {
        return type.equals(wanted) ? Optional.of((Operand<S>) this) : Optional.empty();
    }

    /** The present value, for people. */
    String shown(Circumstances known) {
        return reading.of(known)
                .map(value -> value instanceof Collection<?> many ? shown(many) : value.toString())
                .orElse("");
    }

    private static String shown(Collection<?> many) {
        return many.size() + " values";
    }
}
