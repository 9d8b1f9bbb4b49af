package org.miltermanager.condition;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.miltermanager.wire.Stage;

/**
 * Something that can be known of a mail.
 *
 * @param name as expressions call it; of one with an argument the whole call
 * @param type what kind of value it is
 * @param from the first stage at which it can be known, or somebody can be asked for it; {@link Stage#RCPT}: each recipient has its own
 * @param source how it is had
 */
public record Fact<T>(String name, Type<T> type, Stage from, Source<T> source) {
    /** How a fact is had. */
    public sealed interface Source<T> {
        /** From what the mail server said. */
        record Told<T>(Reading<T> reading) implements Source<T> {}

        /** From what the milters earlier in the list made of the message: it grows with each of them. */
        record Judged<T>(Reading<T> reading) implements Source<T> {}

        /**
         * From somebody else, such as a name server. Asked at {@link Fact#from}, while the session goes on; when the answer is needed at
         * last, the session waits for it.
         *
         * @param question begins to ask; the future belongs to the session, and is cancelled where nobody wants its answer any more
         * @param deadline for the answer, from the question on; it is waited for no longer than the mail server waits
         */
        record Asked<T>(Function<Circumstances, CompletableFuture<T>> question, Duration deadline)
                implements Source<T> {}
    }

    /** What the mail server tells at a stage. */
    public static <T> Fact<T> told(String name, Type<T> type, Stage from, Function<Circumstances, T> value) {
        return new Fact<>(name, type, from, new Source.Told<>(known -> Optional.of(value.apply(known))));
    }

    /** @return true where somebody else is asked for it, whose answer may have to be waited for */
    public boolean isAsked() {
        return source instanceof Source.Asked<T>;
    }

    /** @return true where it depends on the milters earlier in the list */
    public boolean isJudged() {
        return source instanceof Source.Judged<T>;
    }

    /** The stage at which it is wanted at the latest: one later than where it is asked for, that the answer has time to come. */
    public Stage due() {
        return switch (source) {
            case Source.Told<T> _, Source.Judged<T> _ -> from;
            case Source.Asked<T> _ ->
                switch (from) {
                    case CONNECT, HELO, UNKNOWN -> Stage.MAIL;
                    case MAIL, RCPT -> Stage.RCPT;
                    case DATA, HEADER, END_OF_HEADERS, BODY, END_OF_MESSAGE -> Stage.END_OF_MESSAGE;
                };
        };
    }

    /** The value; empty where it is not known, or not yet. */
    Optional<T> read(Circumstances known) {
        if (!known.begun() || known.reached().compareTo(from) < 0) {
            return Optional.empty();
        }
        return switch (source) {
            case Source.Told<T>(var reading) -> reading.of(known);
            case Source.Judged<T>(var reading) -> reading.of(known);
            case Source.Asked<T> asked -> known.answer(this, asked);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
