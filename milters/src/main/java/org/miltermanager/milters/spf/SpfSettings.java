package org.miltermanager.milters.spf;

import java.time.Duration;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;

/**
 * How SPF is applied.
 *
 * @param ownName under which our results stand ({@code authserv-id}, RFC 8601 2.5); empty: as the mail server calls itself, macro {@code j}
 * @param receivedSpf whether {@code Received-SPF} is added
 * @param authenticationResults whether {@code Authentication-Results} is added
 * @param removeForged whether results are removed that arrive under our own name
 * @param onFail what becomes of mail from hosts that may not send it
 * @param onPermerror what becomes of mail of domains whose policy cannot be understood
 * @param onTemperror what becomes of mail while the DNS does not answer
 * @param deadline for all that the DNS is asked about one message
 */
public record SpfSettings(
        Optional<String> ownName,
        boolean receivedSpf,
        boolean authenticationResults,
        boolean removeForged,
        Refusal onFail,
        Refusal onPermerror,
        Refusal onTemperror,
        Duration deadline)
        implements BuiltIn {
    /** What may become of mail. */
    public enum Refusal {
        /** It goes on, with the result in its headers. */
        ACCEPT,
        /** The client shall try again later. */
        TEMPFAIL,
        /** It is refused for good. */
        REJECT
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Milter milter(Shared shared) {
        return new SpfMilter(this, shared.dns());
    }

    /** Whether any result is answered at MAIL. */
    boolean refuses() {
        return onFail != Refusal.ACCEPT || onPermerror != Refusal.ACCEPT || onTemperror != Refusal.ACCEPT;
    }
}
