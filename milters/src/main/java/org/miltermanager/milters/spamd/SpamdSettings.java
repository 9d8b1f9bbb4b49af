package org.miltermanager.milters.spamd;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.scan.Scope;
import org.miltermanager.service.Inquiry;
import org.miltermanager.service.ServiceSettings;

/**
 * How spamd is asked, and what becomes of mail.
 *
 * @param servers spamd
 * @param scope which mail is shown to it
 * @param compress whether messages are sent compressed
 * @param users whose preferences hold
 * @param headers what is done about {@code X-Spam-*}
 * @param rewrite whether Subject, Content-Type and body of spam become what spamd makes of them
 * @param bands what becomes of a message by its points
 */
public record SpamdSettings(
        ServiceSettings servers,
        Scope scope,
        boolean compress,
        Users users,
        OwnHeaders headers,
        boolean rewrite,
        Bands bands)
        implements BuiltIn {
    /**
     * From how many points on what becomes of a message. What is reached is done together, but of a message that is rejected nothing else.
     *
     * @param reject it is refused for good
     * @param refusal what the client is told then; {@code %s} are the points, {@code %t} the rules that it met
     * @param quarantine it is accepted and held
     * @param redirect it goes to another recipient instead
     * @param redirectTo who that is; empty: nobody, and nothing is redirected
     * @param subject its Subject is tagged
     * @param subjectTag with this, and a blank; empty: nothing is tagged
     */
    public record Bands(
            Threshold reject,
            Refusal refusal,
            Threshold quarantine,
            Threshold redirect,
            Optional<String> redirectTo,
            Threshold subject,
            Optional<String> subjectTag) {}

    /** What of an envelope names a user of spamd. */
    public enum ByRecipient {
        /** Nothing. */
        NO,
        /** What stands before the {@code @}, without {@code +detail}. */
        LOCAL_PART,
        /** The whole address, without {@code +detail}. */
        ADDRESS
    }

    /**
     * Whose preferences hold.
     *
     * @param byRecipient a recipient's, where all recipients agree
     * @param otherwise those of this user; empty: those that the daemon has
     */
    public record Users(ByRecipient byRecipient, Optional<String> otherwise) {}

    @Override
    public Milter milter(Shared shared) {
        return new SpamdMilter(this, shared.services().of(servers));
    }

    @Override
    public List<Inquiry> inquiries() {
        return servers.inquiries(Spamc::ping);
    }

    /** Whether a message of this rating is delivered as spamd rewrites it. */
    boolean rewrites(Rating rating) {
        return rewrite && rating.spam() && !bands.reject().isReachedBy(rating);
    }

    /** As little as will do. */
    Verb verb() {
        if (rewrite) {
            return Verb.PROCESS;
        }
        return headers == OwnHeaders.NO ? Verb.SYMBOLS : Verb.HEADERS;
    }
}
