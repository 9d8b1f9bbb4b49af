package org.miltermanager.condition;

import java.util.List;
import java.util.Locale;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/**
 * What one milter made of the present message, for the conditions of those behind it.
 *
 * @param said the last that it said of the message
 * @param edits how many changes it asked for, a new body and a hold among them
 * @param added header fields that the message has from it
 */
public record Opinion(Said said, int edits, List<Header> added) {
    /** Of a milter that was not asked. */
    public static final Opinion NONE = new Opinion(Said.NONE, 0, List.of());

    public Opinion {
        added = List.copyOf(added);
    }

    /** A milter's last word on a message. */
    public enum Said {
        /** It was not asked. */
        NONE,
        CONTINUE,
        ACCEPT,
        /** Seen by others only of a milter in evaluation mode, as are the next two. */
        REJECT,
        TEMPFAIL,
        DISCARD,
        /** It let the message pass, and asked for it to be held. */
        QUARANTINE,
        /** It gave no answer. */
        FAILED;

        /** As expressions write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a verdict amounts to. */
        public static Said of(Verdict verdict) {
            return switch (verdict) {
                case Ruling.CONTINUE, Ruling.SKIP -> CONTINUE;
                case Ruling.ACCEPT -> ACCEPT;
                case Ruling.REJECT -> REJECT;
                case Ruling.TEMPFAIL, Ruling.SHUTDOWN -> TEMPFAIL;
                case Ruling.DISCARD -> DISCARD;
                case Ruling.CONN_FAIL -> FAILED;
                case SmtpReply reply -> reply.code() < 500 ? TEMPFAIL : REJECT;
            };
        }
    }
}
