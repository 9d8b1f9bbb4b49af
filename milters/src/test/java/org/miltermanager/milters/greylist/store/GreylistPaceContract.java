package org.miltermanager.milters.greylist.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.miltermanager.milters.greylist.store.Subject.Triplet;

/** How long every store lets mail wait, and what it remembers for how long. */
public abstract class GreylistPaceContract {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    protected static final Pace PACE = new Pace(Duration.ofMinutes(10), Duration.ofDays(5), Duration.ofDays(7), 3, 2);
    protected static final Triplet TRIPLET = triplet("192.0.2.0/24", "a@one.example", "b@example.com");

    protected final MovedClock clock = new MovedClock();
    GreylistStore store;

    /** An empty one. */
    protected abstract GreylistStore open(InstantSource clock) throws Exception;

    protected static Triplet triplet(String network, String sender, String recipient) {
        return new Triplet(network, sender, recipient);
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open(clock);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    Decision attempt(Triplet triplet) {
        return store.attempt(triplet, PACE);
    }

    void passes(Triplet triplet) {
        attempt(triplet);
        clock.pass(PACE.delay());
        assertInstanceOf(Decision.Waited.class, attempt(triplet));
    }

    @Test
    void theFirstAttemptWaitsAllTheTime() {
        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    @Test
    void withoutADelayTheFirstAttemptPasses() {
        var pace = new Pace(Duration.ZERO, PACE.timeout(), PACE.autowhite(), 3, 2);

        assertEquals(new Decision.Waited(Duration.ZERO), store.attempt(TRIPLET, pace));
        assertEquals(new Decision.White(TRIPLET), store.attempt(TRIPLET, pace));
    }

    @Test
    void anEarlyAttemptWaitsTheRest() {
        attempt(TRIPLET);
        clock.pass(MINUTE.multipliedBy(4));

        assertEquals(new Decision.Wait(MINUTE.multipliedBy(6)), attempt(TRIPLET));
    }

    @Test
    void aLateAttemptPassesAndSaysHowLongItWaited() {
        attempt(TRIPLET);
        clock.pass(MINUTE);
        attempt(TRIPLET);
        clock.pass(HOUR);

        assertEquals(new Decision.Waited(HOUR.plus(MINUTE)), attempt(TRIPLET));
    }

    @Test
    void anAttemptAfterTheTimeoutIsTheFirst() {
        attempt(TRIPLET);
        clock.pass(PACE.timeout());

        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    /** A host that started with a wrong clock, or another that shares the store. */
    @Test
    void whoWasHeardByAClockThatWasAheadWaitsFromTheNextAttempt() {
        clock.pass(DAY.multipliedBy(2));
        attempt(TRIPLET);
        clock.pass(DAY.multipliedBy(-2));
        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
        clock.pass(MINUTE);
        assertEquals(new Decision.Wait(PACE.delay().minus(MINUTE)), attempt(TRIPLET));
        clock.pass(PACE.delay());

        assertEquals(new Decision.Waited(PACE.delay().plus(MINUTE)), attempt(TRIPLET));
    }

    @Test
    void whatAClockThatWasAheadHeardIsForgottenInTime() {
        clock.pass(DAY.multipliedBy(2));
        attempt(TRIPLET);
        clock.pass(DAY.multipliedBy(-2));
        attempt(TRIPLET);
        clock.pass(PACE.timeout());

        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    @Test
    void whatHasPassedIsForgottenAfterItsLastMail() {
        passes(TRIPLET);
        clock.pass(DAY.multipliedBy(6));
        attempt(TRIPLET);
        clock.pass(DAY.multipliedBy(6));
        assertEquals(new Decision.White(TRIPLET), attempt(TRIPLET));
        clock.pass(PACE.autowhite());

        assertEquals(new Decision.Wait(PACE.delay()), attempt(TRIPLET));
    }

    @Test
    void nothingPassesAtOnceWithoutAutowhite() {
        var pace = new Pace(PACE.delay(), PACE.timeout(), Duration.ZERO, 1, 1);
        store.attempt(TRIPLET, pace);
        clock.pass(PACE.delay());
        assertEquals(new Decision.Waited(PACE.delay()), store.attempt(TRIPLET, pace));

        assertEquals(new Decision.Wait(PACE.delay()), store.attempt(TRIPLET, pace));
    }
}
