package org.miltermanager.condition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.miltermanager.milter.Patience;
import org.miltermanager.wire.Stage;

/** What others were asked in one session, each thing once. Used by the session's thread alone. */
final class Questions {
    private record Question(CompletableFuture<?> answer, long end) {}

    private final Map<Fact<?>, Question> asked = new HashMap<>();
    private final Patience patience;
    private boolean patient;

    Questions(Patience patience) {
        this.patience = patience;
    }

    /** The answer, where it is there, or can be waited for; the question is asked if it was not. */
    <T> Optional<T> answer(Fact<T> fact, Fact.Source.Asked<T> source, Circumstances known) {
        Question question = asked.get(fact);
        if (question == null) {
            question = new Question(
                    question(source, known),
                    System.nanoTime() + source.deadline().toNanos());
            asked.put(fact, question);
        }
        boolean due = known.reached().compareTo(fact.due()) >= 0;
        @SuppressWarnings("unchecked") // put there for a Fact<T>, by this method alone
        var answer = (CompletableFuture<T>) question.answer();
        return answer.isDone() || (patient && due) ? taken(answer, question.end()) : Optional.empty();
    }

    private static <T> CompletableFuture<T> question(Fact.Source.Asked<T> source, Circumstances known) {
        try {
            return source.question().apply(known);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private <T> Optional<T> taken(CompletableFuture<T> answer, long end) {
        Duration own = Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
        try {
            return Optional.ofNullable(answer.get(patience.limit(own).toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            answer.cancel(true);
        } catch (ExecutionException | CancellationException e) {
            // No answer is a result: what becomes of mail then is the operator's to say (unknown = ...).
            return Optional.empty();
        }
        return Optional.empty();
    }

    <T> T patiently(Supplier<T> finding) {
        patient = true;
        try {
            return finding.get();
        } finally {
            patient = false;
        }
    }

    boolean isPatient() {
        return patient;
    }

    /** What was asked at a stage or behind it holds no more. */
    void forgetFrom(Stage stage) {
        asked.entrySet().removeIf(entry -> {
            boolean over = entry.getKey().from().compareTo(stage) >= 0;
            if (over) {
                entry.getValue().answer().cancel(true);
            }
            return over;
        });
    }
}
