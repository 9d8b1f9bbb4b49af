package org.miltermanager.conditions.spf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Stage;

/** SPF as conditions ask for it. */
public final class SpfFacts {
    /** By which an evaluation may end behind its deadline. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final MailFrom NULL_SENDER = new MailFrom("<>", List.of());

    private final Spf spf;
    private final Duration deadline;

    /** @param deadline of the evaluations */
    public SpfFacts(Spf spf, Duration deadline) {
        this.spf = spf;
        this.deadline = deadline.plus(GRACE);
    }

    /**
     * The same words, and {@code spf}: the word for the result, {@code none} for clients that are authenticated or have no IP address; and
     * {@code spf.helo}, the same of the client's own name (RFC 7208 2.3), whoever the sender is, and before it is known.
     */
    public Vocabulary addTo(Vocabulary words) {
        return words.with(fact("spf", Stage.MAIL, SpfFacts::ofSender))
                .with(fact("spf.helo", Stage.HELO, known -> question(known, NULL_SENDER)));
    }

    private Fact<String> fact(String name, Stage from, Function<Circumstances, Optional<SpfQuestion>> question) {
        return new Fact<>(
                name, Type.TEXT, from, new Fact.Source.Asked<>(known -> result(question.apply(known)), deadline));
    }

    private CompletableFuture<String> result(Optional<SpfQuestion> question) {
        return question.map(about ->
                        spf.check(about).thenApply(finding -> finding.result().word()))
                .orElseGet(() -> CompletableFuture.completedFuture(SpfResult.NONE.word()));
    }

    private static Optional<SpfQuestion> ofSender(Circumstances known) {
        boolean authenticated = known.macros().get("auth_authen").isPresent();
        return authenticated
                ? Optional.empty()
                : known.sender()
                        .flatMap(sender -> question(known, new MailFrom(known.senderAddress(), sender.parameters())));
    }

    private static Optional<SpfQuestion> question(Circumstances known, MailFrom sender) {
        String helo = known.helo().map(Helo::name).orElse("");
        return known.client().flatMap(client -> SpfQuestion.of(client, helo, sender));
    }
}
