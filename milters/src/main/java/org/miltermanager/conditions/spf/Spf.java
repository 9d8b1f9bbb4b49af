package org.miltermanager.conditions.spf;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.miltermanager.dns.Dns;

/** {@code check_host()} of RFC 7208, for any number of questions at the same time. */
public final class Spf {
    private final Dns dns;
    private final Duration deadline;
    private final String receiver;

    /**
     * @param deadline for all that one question asks the DNS; RFC 7208 4.6.4 wants at least 20 seconds
     * @param receiver our own name, which domains may use in their explanations
     */
    public Spf(Dns dns, Duration deadline, String receiver) {
        this.dns = dns;
        this.deadline = deadline;
        this.receiver = receiver;
    }

    /** Begins to evaluate. The future never fails and is completed within the deadline; no platform thread waits for it. */
    public CompletableFuture<SpfFinding> check(SpfQuestion question) {
        var finding = new CompletableFuture<SpfFinding>();
        Thread.ofVirtual().name("spf").start(() -> finding.complete(evaluate(question)));
        return finding;
    }

    private SpfFinding evaluate(SpfQuestion question) {
        try {
            return new Evaluation(question, dns, receiver, new Budget(deadline)).find();
        } catch (RuntimeException bug) {
            return SpfFinding.undecided(SpfResult.TEMPERROR, Printable.of("cannot evaluate: " + bug));
        }
    }
}
