package org.miltermanager.chain;

import org.miltermanager.condition.Requirement;
import org.miltermanager.milter.Milter;

/**
 * A milter's place in the chain.
 *
 * @param name for logs and reports; unique in the chain
 * @param milter what is asked
 * @param onFailure what becomes of mail when it fails
 * @param failureEndsWithMessage whether it is tried again with the next message of the session; Postfix leaves it out for the session
 * @param evaluation whether it only watches: its verdicts and edits are reported, and have no effect
 * @param concurrent whether it is given the message as it arrived, at the same time as the others work; in its turn where
 *     the requirement is about what milters earlier in the list make of a message, or the milter may replace the body
 * @param requirement under which condition it is asked
 */
public record LinkSettings(
        String name,
        Milter milter,
        FailurePolicy onFailure,
        boolean failureEndsWithMessage,
        boolean evaluation,
        boolean concurrent,
        Requirement requirement) {
    /** One that is asked for every mail. */
    public LinkSettings(
            String name,
            Milter milter,
            FailurePolicy onFailure,
            boolean failureEndsWithMessage,
            boolean evaluation,
            boolean concurrent) {
        this(name, milter, onFailure, failureEndsWithMessage, evaluation, concurrent, Requirement.NONE);
    }

    /** @return true where the mail server is answered before it is known whether the milter is asked */
    public boolean mayComeLate() {
        return !requirement.when().facts().isEmpty();
    }

    /** As in Postfix, by default. */
    public LinkSettings(String name, Milter milter) {
        this(name, milter, FailurePolicy.TEMPFAIL, false, false, false);
    }
}
