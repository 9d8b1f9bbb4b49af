package org.miltermanager.milters.scan;

import org.miltermanager.milter.Outcome;

/**
 * What becomes of one message.
 *
 * @param <R> what the scanner answers
 */
public interface Consequences<R> {
    /** The scanner has answered. */
    Outcome of(R answer);

    /** It was too long to be shown. */
    Outcome ofTooLarge();

    /** It was not to be shown; what others claim about it is not true of this host. */
    Outcome ofExempt();
}
