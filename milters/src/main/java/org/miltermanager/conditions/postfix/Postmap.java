package org.miltermanager.conditions.postfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.miltermanager.condition.Lookup;

/**
 * Postfix's lookup tables, asked through {@code postmap -q}: {@code cidr:}, {@code regexp:}, {@code hash:}, {@code lmdb:}, {@code ldap:},
 * {@code pgsql:} and whatever else it has. Safe for use by any thread.
 */
public final class Postmap {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final Pattern TABLE = Pattern.compile("[a-z_]+:\\S+");

    /** What cannot be a key: by a dash the program means its input; no address or name has the others. */
    private static final Pattern NO_KEY = Pattern.compile("|-|.*\\p{Cntrl}.*", Pattern.DOTALL);

    private final String program;
    private final Duration deadline;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** @param program usually {@code postmap} */
    public Postmap(String program) {
        this(program, DEADLINE);
    }

    /** @param deadline for each key, once for its turn and once for the answer */
    Postmap(String program, Duration deadline) {
        this.program = program;
        this.deadline = deadline;
    }

    /**
     * The keys of a table, as a set.
     *
     * @param table such as {@code hash:/etc/postfix/accounts}
     * @throws IllegalArgumentException if it is not written like one
     */
    public Lookup table(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "got \"" + table + "\", expected a table of Postfix such as \"hash:/etc/postfix/accounts\"");
        }
        return new Lookup.Remote(key -> contains(table, key), deadline);
    }

    private CompletableFuture<Boolean> contains(String table, String key) {
        return NO_KEY.matcher(key).matches()
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.supplyAsync(() -> ask(table, key), Thread::startVirtualThread);
    }

    private boolean ask(String table, String key) {
        try {
            if (!turns.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(AT_ONCE + " runs of " + program + " are waiting for an answer");
            }
            try {
                return finds(table, key);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean finds(String table, String key) throws IOException {
        Program.Result result = Program.run(deadline, List.of(program, "-q", key, table));
        if (result.code() > 1 || (result.code() == 1 && !result.text().isEmpty())) {
            throw new IOException(program + " -q ... " + table + ": " + result.text());
        }
        return result.code() == 0;
    }
}
