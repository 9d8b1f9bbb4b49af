package org.miltermanager.milters.spamd;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.SpamdSettings.Users;
import org.miltermanager.service.ServiceSettings;

/** Settings of tests. */
final class SpamdSessions {
    static final Threshold NEVER = new Threshold.Never();
    static final Threshold SPAM = new Threshold.Spam();
    static final Refusal REFUSAL = new Refusal(550, "5.7.1 Spam (%s points)");
    static final Users NOBODY = new Users(ByRecipient.NO, Optional.empty());
    static final Bands HEADERS_ALONE =
            new Bands(NEVER, REFUSAL, NEVER, NEVER, Optional.empty(), NEVER, Optional.empty());

    private SpamdSessions() {}

    static SpamdSettings settings(ServiceSettings servers, Users users, boolean rewrite, Bands bands) {
        return new SpamdSettings(
                servers,
                1 << 20,
                false,
                users,
                OwnHeaders.REPLACE,
                rewrite,
                bands,
                List.of("friend@example.net"),
                List.of("abuse@example.org"));
    }

    static SpamdSettings settings(ServiceSettings servers, boolean compress, OwnHeaders headers) {
        return new SpamdSettings(
                servers, 1 << 20, compress, NOBODY, headers, false, HEADERS_ALONE, List.of(), List.of());
    }
}
