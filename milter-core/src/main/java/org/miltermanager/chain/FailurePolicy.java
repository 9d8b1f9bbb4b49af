package org.miltermanager.chain;

import java.util.Locale;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** What becomes of mail when a milter fails, as Postfix's {@code milter_default_action}. */
public enum FailurePolicy {
    /** As if the milter were not in the list. */
    ACCEPT,
    /** 451 4.7.1 Service unavailable - try again later. */
    TEMPFAIL,
    /** 550 5.5.0 Service unavailable. */
    REJECT,
    /** The message is accepted and held. */
    QUARANTINE,
    /** 421 4.7.0 Service unavailable, and the SMTP connection is closed. */
    SHUTDOWN;

    /** As configuration files spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What answers for the milter from its failure on; held messages are accepted first. */
    Verdict verdict() {
        return switch (this) {
            case ACCEPT, QUARANTINE -> Ruling.CONTINUE;
            case TEMPFAIL -> Ruling.TEMPFAIL;
            case REJECT -> new SmtpReply(550, "5.5.0", "Service unavailable");
            case SHUTDOWN -> new SmtpReply(421, "4.7.0", "Service unavailable - try again later");
        };
    }
}
