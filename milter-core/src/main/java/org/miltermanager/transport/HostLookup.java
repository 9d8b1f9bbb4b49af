package org.miltermanager.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the system's resolver for the addresses of a host, and waits no longer than the caller can: a name server that is silent holds the
 * resolver for 10 s and more. Everybody who wants the same host meanwhile waits for the same answer. Safe for use by any thread.
 */
final class HostLookup {
    private static final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> RUNNING =
            new ConcurrentHashMap<>();

    private HostLookup() {}

    /**
     * The addresses of a host, in the order in which they are to be tried.
     *
     * @return at least one
     * @throws UnknownHostException if it has none
     * @throws InterruptedIOException if the resolver has not answered in time
     */
    static List<InetAddress> addresses(String host, Duration within) throws IOException {
        try {
            return RUNNING.computeIfAbsent(host, HostLookup::begin).get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            var unknown = new UnknownHostException(
                    failed.getCause() == null ? host : failed.getCause().getMessage());
            unknown.initCause(failed);
            throw unknown;
        } catch (TimeoutException late) {
            throw caused("the address of host " + host + " was not found within " + within.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw caused("interrupted", interrupted);
        }
    }

    /** On a thread of its own, and no virtual one: the resolver is foreign code, which would keep others from the processor. */
    private static CompletableFuture<List<InetAddress>> begin(String host) {
        var answer = new CompletableFuture<List<InetAddress>>();
        Thread.ofPlatform().daemon().name("look-up of " + host).start(() -> {
            try {
                answer.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException | RuntimeException unknown) {
                answer.completeExceptionally(unknown);
            } finally {
                RUNNING.remove(host);
            }
        });
        return answer;
    }

    private static InterruptedIOException caused(String message, Exception cause) {
        var exception = new InterruptedIOException(message);
        exception.initCause(cause);
        return exception;
    }
}
