package org.miltermanager.conditions.spf;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Stage;

/** SPF as conditions ask for it. */
public final class SpfFacts {
    /** By which an evaluation may end behind its deadline. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Spf spf;
    private final Duration deadline;

    /** @param deadline of the evaluations */
    public SpfFacts(Spf spf, Duration deadline) {
        this.spf = spf;
        this.deadline = deadline.plus(GRACE);
    }

    /** The same words, and {@code spf}: the word for the result, {@code none} for clients that are authenticated or have no IP address. */
    public Vocabulary addTo(Vocabulary words) {
        return words.with(new Fact<>("spf", Type.TEXT, Stage.MAIL, new Fact.Source.Asked<>(this::result, deadline)));
    }

    private CompletableFuture<String> result(Circumstances known) {
        return question(known)
                .map(question -> spf.check(question)
                        .thenApply(finding -> finding.result().word()))
                .orElseGet(() -> CompletableFuture.completedFuture(SpfResult.NONE.word()));
    }

    private static Optional<SpfQuestion> question(Circumstances known) {
        if (known.macros().get("auth_authen").isPresent()) {
            return Optional.empty();
        }
        String helo = known.helo().map(Helo::name).orElse("");
        return known.client().flatMap(client -> known.sender().flatMap(sender -> SpfQuestion.of(client, helo, sender)));
    }
}
