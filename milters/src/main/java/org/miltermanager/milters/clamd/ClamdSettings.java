package org.miltermanager.milters.clamd;

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
 * How clamd is asked, and what becomes of mail.
 *
 * @param servers clamd
 * @param scope which mail is shown to it; what clamd finds too long ({@code StreamMaxLength}) is so for us
 * @param onInfected what becomes of a message with a virus
 * @param refusal what the client is told of it; {@code %v} is the virus
 * @param headers what is said in headers
 * @param hostname which host they name; empty: as the mail server calls itself, macro {@code j}
 */
public record ClamdSettings(
        ServiceSettings servers,
        Scope scope,
        OnInfected onInfected,
        Refusal refusal,
        OwnHeaders headers,
        Optional<String> hostname)
        implements BuiltIn {
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
