package org.miltermanager.condition;

import java.util.Arrays;
import java.util.Optional;

/** How two values are compared. */
enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    static Optional<Operator> of(Token token) {
        return Arrays.stream(values())
                .filter(operator -> token.is(operator.sign))
                .findFirst();
    }

    String sign() {
        return sign;
    }

    /** @return true for {@code ==} and {@code !=}, which make sense for values without an order, too */
    boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** @param order of the left value and the right one, as {@link Comparable#compareTo} has it */
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }
}
