package org.miltermanager.milters.spamd;

/** From when on something becomes of a message. */
public sealed interface Threshold {
    /** Whatever it gets, nothing does. */
    record Never() implements Threshold {}

    /** When spamd takes it for spam ({@code required_score} in its configuration, which users may have of their own). */
    record Spam() implements Threshold {}

    /** From so many points on. */
    record Points(double least) implements Threshold {}

    /** Whether a message has got there. */
    default boolean isReachedBy(Rating rating) {
        return switch (this) {
            case Never _ -> false;
            case Spam _ -> rating.spam();
            case Points(var least) -> rating.score() >= least;
        };
    }
}
