package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.ACCOUNT;
import static org.miltermanager.app.config.Kinds.NAME;
import static org.miltermanager.app.config.Kinds.SWITCH;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.spamd.SpamdSettings;
import org.miltermanager.milters.spamd.SpamdSettings.ByRecipient;
import org.miltermanager.milters.spamd.Threshold;
import org.miltermanager.transport.Endpoint;

/** The part of {@link Schema} that is about {@code use = "spamd"}. */
final class SpamdSchema {
    private static final long MIB = 1L << 20;

    static final Key<List<Endpoint>> SERVER =
            ServiceSchema.server("inet:783@127.0.0.1", "spamd").elsewhere("socketpath", "socket", "connect");
    static final Key<Long> MAX_SIZE = ServiceSchema.maxSize(
                    64 * MIB, "500KiB", "Longer messages are not shown to spamd (spamc -s).")
            .elsewhere("size", "max-message-size");
    static final Key<OnLarge> ON_LARGE = ServiceSchema.onLarge("X-Spam-Status");
    static final Key<Boolean> COMPRESS = Key.of("compress", SWITCH, false)
            .meaning("Whether messages are sent compressed; spamd then needs Compress::Zlib.");
    static final Key<ByRecipient> USER_BY_RECIPIENT = Key.of("user-by-recipient", Kind.word(ByRecipient.class), "no")
            .meaning("Whose preferences hold: local-part or address of the recipient, without +detail, where all"
                    + " recipients agree (spamass-milter -u, -e).");
    static final Key<Optional<String>> USER = Key.of("user", ACCOUNT.orNone(), "")
            .meaning("Whose preferences hold otherwise; none: those that spamd has.")
            .elsewhere("default-user");
    static final Key<OwnHeaders> ADD_HEADER = Key.of("add-header", Kind.word(OwnHeaders.class), "replace")
            .meaning("X-Spam-* as spamd writes them: replace removes those that the message brings along, add leaves"
                    + " them; no writes none. Those of milters earlier in the list stay.")
            .elsewhere("headers");
    static final Key<Boolean> REWRITE = Key.of("rewrite", SWITCH, false)
            .meaning("Whether Subject, Content-Type and body of spam become what spamd makes of them (rewrite_header,"
                    + " report_safe; spamass-milter without -m).")
            .elsewhere("report", "replace-body");
    static final Key<Threshold> REJECT_FROM = Key.of("reject-from", PointKinds.THRESHOLD, "")
            .meaning("From how many points on a message is rejected (spamass-milter -r); \"spam\": when spamd takes it"
                    + " for spam; none: never.")
            .elsewhere("reject", "reject-score");
    static final Key<Refusal> REJECT_MESSAGE = Key.of(
                    "reject-message",
                    Kind.text("a reply such as \"550 5.7.1 Spam\"", Refusal::parse, Refusal::toString),
                    "550 5.7.1 This message looks like spam")
            .meaning("What the client is told then; %s are the points, %t the rules that it met.")
            .elsewhere("reject-text");
    static final Key<Threshold> QUARANTINE_FROM =
            Key.of("quarantine-from", PointKinds.THRESHOLD, "").meaning("From how many points on a message is held.");
    static final Key<Optional<String>> REDIRECT_TO = Key.of("redirect-to", NAME.orNone(), "")
            .meaning("Who gets spam instead of its recipients, which X-Spam-Orig-To names (spamass-milter -b); none:"
                    + " nobody.");
    static final Key<Threshold> REDIRECT_FROM =
            Key.of("redirect-from", PointKinds.THRESHOLD, "spam").meaning("From how many points on.");
    static final Key<Optional<String>> SUBJECT_TAG = Key.of("subject-tag", NAME.orNone(), "")
            .meaning("Written before the Subject of spam, such as \"[.SPAM.]\".")
            .elsewhere("rewrite-header");
    static final Key<Threshold> SUBJECT_FROM =
            Key.of("subject-from", PointKinds.THRESHOLD, "spam").meaning("From how many points on.");

    static final Use USE = new Use(
            "spamd",
            Keys.of(
                    SERVER,
                    REJECT_FROM,
                    REJECT_MESSAGE,
                    QUARANTINE_FROM,
                    REDIRECT_TO,
                    REDIRECT_FROM,
                    SUBJECT_TAG,
                    SUBJECT_FROM,
                    ADD_HEADER,
                    REWRITE,
                    USER_BY_RECIPIENT,
                    USER,
                    MAX_SIZE,
                    ON_LARGE,
                    COMPRESS,
                    ServiceSchema.EXEMPT_SENDERS,
                    ServiceSchema.EXEMPT_RECIPIENTS,
                    ServiceSchema.CONNECT,
                    ServiceSchema.TRANSFER,
                    ServiceSchema.MESSAGE),
            SpamdSchema::settings);

    private SpamdSchema() {}

    private static SpamdSettings settings(Values milter) {
        return new SpamdSettings(
                ServiceSchema.settings(milter, SERVER),
                ServiceSchema.scope(milter, MAX_SIZE, ON_LARGE),
                milter.of(COMPRESS),
                new SpamdSettings.Users(milter.of(USER_BY_RECIPIENT), milter.of(USER)),
                milter.of(ADD_HEADER),
                milter.of(REWRITE),
                bands(milter));
    }

    private static SpamdSettings.Bands bands(Values milter) {
        return new SpamdSettings.Bands(
                milter.of(REJECT_FROM),
                milter.of(REJECT_MESSAGE),
                milter.of(QUARANTINE_FROM),
                milter.of(REDIRECT_FROM),
                milter.of(REDIRECT_TO),
                milter.of(SUBJECT_FROM),
                milter.of(SUBJECT_TAG));
    }
}
