package org.miltermanager.condition;

import java.time.LocalTime;
import java.util.List;

/** An expression as it is written, before anything is known of its names. */
sealed interface Syntax {
    /** Where it begins in the expression. */
    int start();

    /** Where it has ended. */
    int end();

    /** At least two, one of which has to hold. */
    record AnyOf(List<Syntax> parts) implements Syntax {
        @Override
        public int start() {
            return parts.getFirst().start();
        }

        @Override
        public int end() {
            return parts.getLast().end();
        }
    }

    /** At least two, all of which have to hold. */
    record AllOf(List<Syntax> parts) implements Syntax {
        @Override
        public int start() {
            return parts.getFirst().start();
        }

        @Override
        public int end() {
            return parts.getLast().end();
        }
    }

    record Not(Syntax part, int start) implements Syntax {
        @Override
        public int end() {
            return part.end();
        }
    }

    record Comparison(Syntax left, Operator operator, Syntax right) implements Syntax {
        @Override
        public int start() {
            return left.start();
        }

        @Override
        public int end() {
            return right.end();
        }
    }

    record Membership(Syntax left, Syntax set) implements Syntax {
        @Override
        public int start() {
            return left.start();
        }

        @Override
        public int end() {
            return set.end();
        }
    }

    record Match(Syntax left, Token pattern) implements Syntax {
        @Override
        public int start() {
            return left.start();
        }

        @Override
        public int end() {
            return pattern.end();
        }
    }

    record Name(String name, int start, int end) implements Syntax {}

    record Call(String name, List<String> arguments, int start, int end) implements Syntax {}

    record ListOf(List<Syntax> literals, int start, int end) implements Syntax {}

    record Text(String value, int start, int end) implements Syntax {}

    record Quantity(long value, int start, int end) implements Syntax {}

    record Time(LocalTime value, int start, int end) implements Syntax {}

    record Fixed(boolean value, int start, int end) implements Syntax {}
}
