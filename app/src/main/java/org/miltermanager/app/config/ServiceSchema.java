package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.PEER;
import static org.miltermanager.app.config.Kinds.duration;
import static org.miltermanager.app.config.Kinds.size;

import java.time.Duration;
import java.util.List;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.Scope;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;

/** The part of {@link Schema} that milters have in common which show mail to a service. */
final class ServiceSchema {
    private static final long KIB = 1L << 10;
    private static final Duration AVOIDED = Duration.ofSeconds(30);

    static final Key<Duration> CONNECT = Key.of("deadlines.connect", duration(1), "5s")
            .meaning("For a server to accept a connection; then the next one is asked.")
            .elsewhere("connection-timeout", "connect-timeout", "timeout");
    static final Key<Duration> TRANSFER = Key.of("deadlines.transfer", duration(1), "2m")
            .meaning("For a server to take a part of a message, or to answer; then the next one is asked.")
            .elsewhere("read-timeout", "reading-timeout", "writing-timeout");
    static final Key<Duration> MESSAGE = Key.of("deadlines.message", duration(1), "5m")
            .meaning("For all servers together to answer about one message; then it has failed.")
            .elsewhere("end-of-message-timeout");
    static final Key<List<String>> EXEMPT_SENDERS = Key.of("exempt-senders", ListKinds.NAMES, List.of())
            .meaning("Mail from these is not looked at: addresses, domains, .domain for those below one, /pattern/.")
            .elsewhere("whitelist", "whitelist-from", "allow-senders");
    static final Key<List<String>> EXEMPT_RECIPIENTS = Key.of("exempt-recipients", ListKinds.NAMES, List.of())
            .meaning("Mail that is for none but these is not looked at.")
            .elsewhere("whitelist-to", "allow-recipients");

    private ServiceSchema() {}

    /** Where the service is. */
    static Key<List<Endpoint>> server(String usual, String service) {
        return Key.of("server", ListKinds.oneOrMore(PEER), usual)
                .meaning("Where " + service
                        + " listens: unix:/path or inet:port@host, several in brackets. The least busy"
                        + " one is asked, the next where it fails; one that failed is left alone for 30s.");
    }

    /** From how many octets on a message is not shown. */
    static Key<Long> maxSize(long most, String usual, String meaning) {
        return Key.of("max-size", size(KIB, most), usual).meaning(meaning);
    }

    /** What becomes of it then. */
    static Key<OnLarge> onLarge(String header) {
        return Key.of("on-large", Kind.word(OnLarge.class), "accept")
                .meaning("What becomes of them: accept (" + header
                        + " says that they were not scanned), tempfail, reject.");
    }

    static Scope scope(Values milter, Key<Long> maxSize, Key<OnLarge> onLarge) {
        return new Scope(
                milter.of(maxSize), milter.of(onLarge), milter.of(EXEMPT_SENDERS), milter.of(EXEMPT_RECIPIENTS));
    }

    static ServiceSettings settings(Values milter, Key<List<Endpoint>> server) {
        return new ServiceSettings(
                milter.of(server), milter.of(CONNECT), milter.of(TRANSFER), milter.of(MESSAGE), AVOIDED);
    }
}
