package org.miltermanager.detect;

import java.util.Locale;

/**
 * The place of a milter in the chain, by what it does: each kind before those that build on its work, or that need not be asked after
 * its refusal.
 */
public enum Rank {
    /** Checks signatures and senders' networks as they arrived, before anybody changes the message: SPF, Sender ID, DKIM without signing. */
    VERIFIER,
    /** Refuses cheaply what comes back later. */
    GREYLISTING,
    /** Looks for viruses. */
    VIRUS,
    /** Looks for spam. */
    SPAM,
    /** Does anything else, or what is not known. */
    OTHER,
    /** Signs what the others have changed. */
    SIGNER,
    /** Judges by the results that verifiers wrote, of which a signer often is one. */
    DMARC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
