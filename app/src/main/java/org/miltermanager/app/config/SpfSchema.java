package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.NAME;
import static org.miltermanager.app.config.Kinds.SWITCH;
import static org.miltermanager.app.config.Kinds.duration;

import java.time.Duration;
import java.util.Optional;
import org.miltermanager.milters.spf.SpfSettings;
import org.miltermanager.milters.spf.SpfSettings.Refusal;

/** The part of {@link Schema} that is about {@code use = "spf"}. */
final class SpfSchema {
    private static final long SECOND = 1_000;

    static final Key<Optional<String>> OWN_NAME = Key.of("own-name", NAME.orNone(), "")
            .meaning("Under which name results are told (authserv-id); none: as the mail server calls itself.")
            .elsewhere("authserv-id", "receiver");
    static final Key<Boolean> RECEIVED_SPF =
            Key.of("received-spf", SWITCH, true).meaning("Whether the header Received-SPF is added.");
    static final Key<Boolean> AUTHENTICATION_RESULTS = Key.of("authentication-results", SWITCH, true)
            .meaning("Whether the header Authentication-Results is added.");
    static final Key<Boolean> REMOVE_FORGED = Key.of("remove-forged", SWITCH, true)
            .meaning(
                    "Whether Authentication-Results that arrive under our own name are removed. What milters earlier in"
                            + " the list have added stays.");
    static final Key<Refusal> FAIL = Key.of("fail", Kind.word(Refusal.class), "accept")
            .meaning("What becomes of mail from hosts that may not send it: accept, tempfail, or reject with what the"
                    + " domain says about it.");
    static final Key<Refusal> PERMERROR = Key.of("permerror", Kind.word(Refusal.class), "accept")
            .meaning("What becomes of mail of domains whose policy has mistakes.");
    static final Key<Refusal> TEMPERROR = Key.of("temperror", Kind.word(Refusal.class), "accept")
            .meaning("What becomes of mail while the DNS does not answer.");
    static final Key<Duration> DEADLINE = Key.of("deadline", duration(SECOND), "20s")
            .meaning("For all that the DNS is asked about one message; at least 20s in RFC 7208.");

    static final Use USE = new Use(
            "spf",
            Keys.of(
                    OWN_NAME,
                    RECEIVED_SPF,
                    AUTHENTICATION_RESULTS,
                    REMOVE_FORGED,
                    FAIL,
                    PERMERROR,
                    TEMPERROR,
                    DEADLINE),
            SpfSchema::settings);

    private SpfSchema() {}

    private static SpfSettings settings(Values milter) {
        return new SpfSettings(
                milter.of(OWN_NAME),
                milter.of(RECEIVED_SPF),
                milter.of(AUTHENTICATION_RESULTS),
                milter.of(REMOVE_FORGED),
                milter.of(FAIL),
                milter.of(PERMERROR),
                milter.of(TEMPERROR),
                milter.of(DEADLINE));
    }
}
