package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.NAME;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milters.clamd.ClamdSettings;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.transport.Endpoint;

/** The part of {@link Schema} that is about {@code use = "clamd"}; in the words of clamav-milter.conf where it has one. */
final class ClamdSchema {
    private static final long GIB = 1L << 30;

    static final Key<List<Endpoint>> SERVER = ServiceSchema.server("unix:/run/clamav/clamd.ctl", "clamd")
            .elsewhere("clamd-socket", "local-socket", "socket", "connect");
    static final Key<Long> MAX_SIZE = ServiceSchema.maxSize(
                    4 * GIB - 1,
                    "100MiB",
                    "Longer messages are not sent to clamd. Its own limit (StreamMaxLength) counts as well, where it is"
                            + " lower.")
            .elsewhere("max-file-size", "stream-max-length", "max-stream-size");
    static final Key<OnLarge> ON_LARGE = ServiceSchema.onLarge("X-Virus-Status");
    static final Key<OnInfected> ON_INFECTED = Key.of("on-infected", Kind.word(OnInfected.class), "reject")
            .meaning("What becomes of a message with a virus: reject, discard, quarantine, tempfail, or accept with"
                    + " X-Virus-Status.")
            .elsewhere("infected", "action");
    static final Key<Refusal> REJECT_MESSAGE = Key.of(
                    "reject-message",
                    Kind.text("a reply such as \"550 5.7.1 Virus: %v\"", Refusal::parse, Refusal::toString),
                    "550 5.7.1 Virus found: %v")
            .meaning("What the client is told when it is rejected; %v is the virus.")
            .elsewhere("reject-msg");
    static final Key<OwnHeaders> ADD_HEADER = Key.of("add-header", Kind.word(OwnHeaders.class), "replace")
            .meaning("X-Virus-Scanned and X-Virus-Status: replace removes those that the message brings along, add"
                    + " leaves them; no writes none. Those of milters earlier in the list stay.")
            .elsewhere("headers");
    static final Key<Optional<String>> HOSTNAME = Key.of("report-hostname", NAME.orNone(), "")
            .meaning("Which host X-Virus-Scanned names; none: as the mail server calls itself.");

    static final Use USE = new Use(
            "clamd",
            Keys.of(
                    SERVER,
                    ON_INFECTED,
                    REJECT_MESSAGE,
                    MAX_SIZE,
                    ON_LARGE,
                    ADD_HEADER,
                    HOSTNAME,
                    ServiceSchema.EXEMPT_SENDERS,
                    ServiceSchema.EXEMPT_RECIPIENTS,
                    ServiceSchema.CONNECT,
                    ServiceSchema.TRANSFER,
                    ServiceSchema.MESSAGE),
            ClamdSchema::settings);

    private ClamdSchema() {}

    private static ClamdSettings settings(Values milter) {
        return new ClamdSettings(
                ServiceSchema.settings(milter, SERVER),
                ServiceSchema.scope(milter, MAX_SIZE, ON_LARGE),
                milter.of(ON_INFECTED),
                milter.of(REJECT_MESSAGE),
                milter.of(ADD_HEADER),
                milter.of(HOSTNAME));
    }
}
