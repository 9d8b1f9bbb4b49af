package org.miltermanager.conditions.spf;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.miltermanager.dns.DnsAnswer;

/** What one evaluation may still ask of the DNS (RFC 7208 4.6.4). Belongs to one thread. */
final class Budget {
    private static final int TERMS = 10;
    private static final int VOID_TERMS = 2;

    private final Duration time;
    private final long end;
    private int terms = TERMS;
    private int voidTerms = VOID_TERMS;

    /** @param time for all answers together */
    Budget(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Another term asks the DNS. */
    void spendTerm() {
        if (--terms < 0) {
            throw Unresolved.forGood("more than " + TERMS + " terms that ask the DNS");
        }
    }

    /** What a term asked for was not there. */
    void spendVoidTerm() {
        if (--voidTerms < 0) {
            throw Unresolved.forGood("more than " + VOID_TERMS + " terms ask the DNS for what is not there");
        }
    }

    /** Waits for an answer; a failure comes back as one. */
    <T> DnsAnswer<T> await(CompletableFuture<DnsAnswer<T>> answer) {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw Unresolved.forNow("the DNS takes more than " + time.toSeconds() + " s");
        } catch (ExecutionException impossible) {
            return new DnsAnswer.Failure<>(String.valueOf(impossible.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unresolved.forNow("the evaluation was ended");
        }
    }

    /** Waits for an answer; a failure ends the evaluation. */
    <T> DnsAnswer<T> need(CompletableFuture<DnsAnswer<T>> question) {
        DnsAnswer<T> answer = await(question);
        if (answer instanceof DnsAnswer.Failure<T>(var reason)) {
            throw Unresolved.forNow(reason);
        }
        return answer;
    }

    /** As {@link #need}, for what a term exists to ask: nothing counts. */
    <T> DnsAnswer<T> needForTerm(CompletableFuture<DnsAnswer<T>> question) {
        DnsAnswer<T> answer = need(question);
        if (answer.found().isEmpty()) {
            spendVoidTerm();
        }
        return answer;
    }
}
