package org.miltermanager.app.config;

import java.util.function.Function;
import org.miltermanager.milters.BuiltIn;

/**
 * A kind of milter that runs inside, as {@code use} names it below {@code [[milter]]}.
 *
 * @param name the word for it
 * @param keys those that it alone has
 * @param settings made of a table without mistakes
 */
record Use(String name, Keys keys, Function<Values, BuiltIn> settings) {}
