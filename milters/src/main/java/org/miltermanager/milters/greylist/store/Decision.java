package org.miltermanager.milters.greylist.store;

import java.time.Duration;

/** What becomes of an attempt. */
public sealed interface Decision {
    /**
     * It came too early.
     *
     * @param left until it passes; positive
     */
    record Wait(Duration left) implements Decision {}

    /**
     * It waited long enough.
     *
     * @param time since the first attempt; zero where none is to wait
     */
    record Waited(Duration time) implements Decision {}

    /**
     * It passes at once.
     *
     * @param subject whose mail has passed before
     */
    record White(Subject subject) implements Decision {}
}
