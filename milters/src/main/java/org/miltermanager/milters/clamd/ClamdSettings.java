package org.miltermanager.milters.clamd;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.BuiltIn;
import org.miltermanager.milters.Shared;
import org.miltermanager.milters.scan.Exemptions;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.service.Inquiry;
import org.miltermanager.service.ServiceSettings;

/**
 * How clamd is asked, and what becomes of mail.
 *
 * @param servers clamd
 * @param maxSize in octets, headers included; longer messages are not sent to clamd, which has a limit of its own ({@code StreamMaxLength})
 * @param onLarge what becomes of them, and of those that clamd finds too long
 * @param onInfected what becomes of a message with a virus
 * @param refusal what the client is told of it; {@code %v} is the virus
 * @param headers what is said in headers
 * @param hostname which host they name; empty: as the mail server calls itself, macro {@code j}
 * @param exemptSenders whose mail is not scanned: entries of {@link Exemptions}
 * @param exemptRecipients whose mail is not scanned, where it is for nobody else
 */
public record ClamdSettings(
        ServiceSettings servers,
        long maxSize,
        OnLarge onLarge,
        OnInfected onInfected,
        Refusal refusal,
        OwnHeaders headers,
        Optional<String> hostname,
        List<String> exemptSenders,
        List<String> exemptRecipients)
        implements BuiltIn {
    public ClamdSettings {
        exemptSenders = List.copyOf(exemptSenders);
        exemptRecipients = List.copyOf(exemptRecipients);
    }

    /** What may become of a message that is too long to be scanned. */
    public enum OnLarge {
        /** It goes on, and its headers say that it was not scanned. */
        ACCEPT,
        /** The client shall try again later. */
        TEMPFAIL,
        /** It is refused for good. */
        REJECT
    }

    /** What may become of a message with a virus. */
    public enum OnInfected {
        /** It is refused for good. */
        REJECT,
        /** It is accepted from the client, and thrown away. */
        DISCARD,
        /** It is accepted and held. */
        QUARANTINE,
        /** The client shall try again later. */
        TEMPFAIL,
        /** It goes on, and its headers say what was found. */
        ACCEPT
    }

    @Override
    public Milter milter(Shared shared) {
        return new ClamdMilter(this, shared.services().of(servers));
    }

    @Override
    public List<Inquiry> inquiries() {
        return servers.inquiries(Clamd::version);
    }
}
