package org.miltermanager.milters.scan;

import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** What may become of a message that is too long to be shown to a scanner. */
public enum OnLarge {
    /** It goes on, and its headers say that it was not scanned. */
    ACCEPT,
    /** The client shall try again later. */
    TEMPFAIL,
    /** It is refused for good. */
    REJECT;

    private static final int NOT_NOW = 451;
    private static final int TOO_LARGE = 552;

    /** What a header that tells of the scanner's work says of such a message. */
    public static final String STATUS = "Not scanned (too large)";

    /** @param search for what it would have been scanned, such as {@code viruses} */
    public Verdict verdict(String search) {
        String told = "This message is too large to be scanned for " + search;
        return switch (this) {
            case ACCEPT -> Ruling.CONTINUE;
            case TEMPFAIL -> new SmtpReply(NOT_NOW, "4.3.4", told);
            case REJECT -> new SmtpReply(TOO_LARGE, "5.3.4", told);
        };
    }
}
