package org.miltermanager.condition;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** A set of texts that stands outside of an expression: {@code sender in file("/etc/friends")}. Safe for use by any thread. */
public sealed interface Lookup {
    /** One that answers at once. */
    record Present(Predicate<String> contains) implements Lookup {}

    /**
     * One that takes time.
     *
     * @param contains begins to look
     * @param deadline for the answer
     */
    record Remote(Function<String, CompletableFuture<Boolean>> contains, Duration deadline) implements Lookup {}
}
