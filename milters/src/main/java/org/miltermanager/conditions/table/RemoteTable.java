package org.miltermanager.conditions.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.naming.NamingException;

/**
 * A table somewhere else: each key is looked up on a virtual thread of its own, not more of them at the same time than there may be
 * connections. Safe for use by any thread.
 */
final class RemoteTable {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** What cannot be a key: nothing, or what no address or name has. */
    private static final Pattern NO_KEY = Pattern.compile("|.*\\p{Cntrl}.*", Pattern.DOTALL);

    private final TableSettings settings;
    private final Search search;
    private final Consumer<String> remarks;
    private final Semaphore turns;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    /** Looks for one key, within the table's deadline. */
    @FunctionalInterface
    interface Search {
        /** @throws Exception if there is no answer */
        boolean finds(String key) throws Exception;
    }

    RemoteTable(TableSettings settings, Search search, Consumer<String> remarks) {
        this.settings = settings;
        this.search = search;
        this.remarks = remarks;
        this.turns = new Semaphore(settings.connections());
    }

    /** Begins to look. */
    CompletableFuture<Boolean> contains(String key) {
        return text(key)
                .map(text -> CompletableFuture.supplyAsync(() -> looked(text), Thread::startVirtualThread))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /** Octets of the mail as the text that they are; empty where there can be no such key. */
    private static Optional<String> text(String octets) {
        if (NO_KEY.matcher(octets).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private boolean looked(String key) {
        try {
            if (!turns.tryAcquire(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("all " + settings.connections() + " connections are waiting for an answer");
            }
            try {
                return search.finds(key);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (Exception failure) {
            remark(failure);
            throw new CompletionException(failure);
        }
    }

    /** Of a server that is not reached, JNDI tells the address, and why only as the cause. */
    private static String reason(Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof NamingException naming && naming.getRootCause() != null
                ? reason + ": " + naming.getRootCause().getMessage()
                : reason;
    }

    /** One mail after the other meets the same trouble. */
    private void remark(Exception failure) {
        long quiet = quietUntil.get();
        long now = System.nanoTime();
        if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + PAUSE)) {
            String url = TableSettings.withoutPassword(settings.url());
            String reason = reason(failure).replace(settings.url(), url);
            remarks.accept("table " + settings.name() + " at " + url + " cannot be asked: " + reason
                    + " (told once a minute)");
        }
    }
}
