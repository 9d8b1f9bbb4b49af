package org.miltermanager.app.ruby;

import java.util.List;
import java.util.Optional;

/** One statement of a Ruby text. Lines count from 1. */
sealed interface Statement {
    /** Where it begins. */
    int first();

    /** Where it ends. */
    int last();

    /**
     * What it is about: {@code [manager, connection_spec]} of {@code manager.connection_spec = …}; empty where it does not begin with a
     * name.
     */
    List<String> name();

    /**
     * {@code name = value}.
     *
     * @param adds whether the value is added to a list instead: {@code name << value} or {@code name += value}
     */
    record Assignment(int first, int last, List<String> name, boolean adds, Value value) implements Statement {
        public Assignment {
            name = List.copyOf(name);
        }
    }

    /** {@code name(arguments)}, with a block behind it or without. */
    record Call(int first, int last, List<String> name, List<Value> arguments, Optional<Block> block)
            implements Statement {
        public Call {
            name = List.copyOf(name);
            arguments = List.copyOf(arguments);
        }
    }

    /** What can be understood only by running it. */
    record Other(int first, int last, List<String> name) implements Statement {
        public Other {
            name = List.copyOf(name);
        }
    }

    /**
     * {@code do |variable| … end}.
     *
     * @param variable empty where there is none
     */
    record Block(String variable, List<Statement> body) {
        public Block {
            body = List.copyOf(body);
        }
    }
}
