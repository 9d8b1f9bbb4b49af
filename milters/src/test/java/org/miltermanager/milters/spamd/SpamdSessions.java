package org.miltermanager.milters.spamd;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.scan.Scope;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.SpamdSettings.Users;
import org.miltermanager.service.ServiceSettings;

/** Settings of tests. */
final class SpamdSessions {
    static final Threshold NEVER = new Threshold.Never();
    static final Threshold SPAM = new Threshold.Spam();
    static final Refusal REFUSAL = new Refusal(550, "5.7.1 Spam (%s points: %t)");
    static final Users NOBODY = new Users(ByRecipient.NO, Optional.empty());
    static final Bands HEADERS_ALONE =
            new Bands(NEVER, REFUSAL, NEVER, NEVER, Optional.empty(), NEVER, Optional.empty());

    private SpamdSessions() {}

    static SpamdSettings settings(ServiceSettings servers, Users users, boolean rewrite, Bands bands) {
        return new SpamdSettings(servers, scope(OnLarge.ACCEPT), false, users, OwnHeaders.REPLACE, rewrite, bands);
    }

    static SpamdSettings settings(ServiceSettings servers, boolean compress, OwnHeaders headers, OnLarge large) {
        return new SpamdSettings(servers, scope(large), compress, NOBODY, headers, false, HEADERS_ALONE);
    }

    private static Scope scope(OnLarge large) {
        return new Scope(1 << 20, large, List.of("friend@example.net"), List.of("abuse@example.org"));
    }
}
