package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.PATH;
import static org.miltermanager.app.config.Kinds.SWITCH;
import static org.miltermanager.app.config.Kinds.TEXT;
import static org.miltermanager.app.config.Kinds.duration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Network;
import org.miltermanager.milters.greylist.GreylistSettings;
import org.miltermanager.milters.greylist.GreylistSettings.OnStoreLoss;
import org.miltermanager.milters.greylist.GreylistSettings.Report;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.ServerAddress;
import org.miltermanager.milters.greylist.store.StorePlace;

/** The part of {@link Schema} that is about {@code use = "greylist"}. */
final class GreylistSchema {
    private static final long SHORTEST_DEADLINE = 10;
    private static final int MANY = 1_000_000;
    private static final Kind<ServerAddress> SERVER_ADDRESS =
            Kind.text(ServerAddress.EXPECTED, ServerAddress::parse, ServerAddress::toString);

    static final Key<Duration> DELAY = Key.of("delay", duration(0), "10m")
            .meaning("How long after its first attempt mail passes.")
            .elsewhere("greylist", "greylist-delay");
    static final Key<Duration> TIMEOUT = Key.of("timeout", duration(0), "5d")
            .meaning("How long a first attempt is remembered: who comes later is new.")
            .elsewhere("greylist-timeout", "retry-window");
    static final Key<Duration> AUTOWHITE = Key.of("autowhite", duration(0), "1w")
            .meaning("How long what has passed passes at once, counted from its last mail; \"0s\": not at all.")
            .elsewhere("auto-white-list", "autowhitelist");
    static final Key<Integer> AUTOWHITE_CLIENTS = Key.of("autowhite-clients", Kind.count(0, MANY), 5L)
            .meaning("After how many mails that passed, one an hour at the most, all mail of a client's network passes"
                    + " at once; 0: never.")
            .elsewhere("auto-whitelist-clients", "lazyaw");
    static final Key<Integer> AUTOWHITE_DOMAINS = Key.of("autowhite-domains", Kind.count(0, MANY), 2L)
            .meaning("The same for all mail of a client's network that is sent by one domain.");
    static final Key<Integer> SUBNETMATCH = Key.of("subnetmatch", Kind.count(0, 32), 24L)
            .meaning("By how many of the first bits of its IPv4 address a client is known: 24 takes a network of 256"
                    + " for one.")
            .elsewhere("subnetmatch4", "lookup-by-subnet");
    static final Key<Integer> SUBNETMATCH6 =
            Key.of("subnetmatch6", Kind.count(0, 128), 64L).meaning("The same for IPv6.");
    static final Key<List<Network>> WHITE_CLIENTS = Key.of(
                    "white-list.clients", ListKinds.NETWORKS, List.of("127.0.0.0/8", "::1"))
            .meaning("Clients that never wait. Authenticated ones never do.");
    static final Key<List<String>> WHITE_HOSTS = Key.of("white-list.hosts", ListKinds.NAMES, List.of())
            .meaning("The same by the names that the mail server has verified: \"mx.example.com\", \".example.com\" for"
                    + " all in it, or \"/pattern/\".");
    static final Key<List<String>> WHITE_SENDERS = Key.of("white-list.senders", ListKinds.NAMES, List.of())
            .meaning(
                    "Senders whose mail never waits: \"user@example.com\", \"example.com\", \"user@\" of any domain, or"
                            + " \"/pattern/\". Anybody can claim to be one.");
    static final Key<List<String>> WHITE_RECIPIENTS = Key.of("white-list.recipients", ListKinds.NAMES, List.of())
            .meaning("The same for recipients, such as \"postmaster@\".");
    static final Key<Boolean> WELL_KNOWN = Key.of("white-list.well-known", SWITCH, true)
            .meaning(
                    "Whether hosts never wait that are known to retry from other networks each time, late or never. The"
                            + " list comes with the program.");
    static final Key<Report> REPORT = Key.of("report", Kind.word(Report.class), "all")
            .meaning("Which mail gets a header X-Greylist: none, delays (what waited), nodelays, all.");
    static final Key<Boolean> QUIET =
            Key.of("quiet", SWITCH, false).meaning("true: clients are not told how long they have to wait.");
    static final Key<Path> FILE = Key.of("file", PATH, "/var/lib/milter-manager/greylist")
            .meaning("What remembers, where no server is given. Several milters may have the same.")
            .elsewhere("dumpfile", "database");
    static final Key<Optional<ServerAddress>> SERVER = Key.of("server", SERVER_ADDRESS.orNone(), "")
            .meaning("Redis or Valkey, for several mail hosts to remember together: redis://host:port, rediss:// for"
                    + " TLS, redis-sentinel://host,host/0?sentinelMasterId=name, redis-cluster://host,host.")
            .elsewhere("redis", "store");
    static final Key<Optional<Path>> PASSWORD = Key.of("server-password-file", PATH.orNone(), "")
            .meaning("File with the server's password, on one line. A name stands in the URI: redis://name:@host.");
    static final Key<Optional<Path>> AUTHORITY = Key.of("server-authority", PATH.orNone(), "")
            .meaning("File of certificates (PEM) that the server's is trusted by; none: those that Java trusts.");
    static final Key<String> PREFIX =
            Key.of("server-prefix", TEXT, "milter-manager:greylist:").meaning("What keys on the server begin with.");
    static final Key<Duration> DEADLINE =
            Key.of("server-deadline", duration(SHORTEST_DEADLINE), "500ms").meaning("For the server to answer.");
    static final Key<OnStoreLoss> ON_STORE_LOSS = Key.of("on-store-loss", Kind.word(OnStoreLoss.class), "accept")
            .meaning("What becomes of mail while the file or server cannot be asked: accept or tempfail.");

    static final Use USE = new Use(
            "greylist",
            Keys.of(
                    DELAY,
                    TIMEOUT,
                    AUTOWHITE,
                    AUTOWHITE_CLIENTS,
                    AUTOWHITE_DOMAINS,
                    SUBNETMATCH,
                    SUBNETMATCH6,
                    WHITE_CLIENTS,
                    WHITE_HOSTS,
                    WHITE_SENDERS,
                    WHITE_RECIPIENTS,
                    WELL_KNOWN,
                    REPORT,
                    QUIET,
                    FILE,
                    SERVER,
                    PASSWORD,
                    AUTHORITY,
                    PREFIX,
                    DEADLINE,
                    ON_STORE_LOSS),
            GreylistSchema::settings);

    private GreylistSchema() {}

    private static GreylistSettings settings(Values milter) {
        return new GreylistSettings(
                new Pace(
                        milter.of(DELAY),
                        milter.of(TIMEOUT),
                        milter.of(AUTOWHITE),
                        milter.of(AUTOWHITE_CLIENTS),
                        milter.of(AUTOWHITE_DOMAINS)),
                milter.of(SUBNETMATCH),
                milter.of(SUBNETMATCH6),
                new GreylistSettings.Exempt(
                        milter.of(WHITE_CLIENTS),
                        milter.of(WHITE_HOSTS),
                        milter.of(WHITE_SENDERS),
                        milter.of(WHITE_RECIPIENTS),
                        milter.of(WELL_KNOWN)),
                milter.of(REPORT),
                milter.of(QUIET),
                place(milter),
                milter.of(ON_STORE_LOSS));
    }

    private static StorePlace place(Values milter) {
        return milter.of(SERVER)
                .<StorePlace>map(address -> new StorePlace.Server(
                        address, milter.of(PASSWORD), milter.of(AUTHORITY), milter.of(PREFIX), milter.of(DEADLINE)))
                .orElseGet(() -> new StorePlace.File(milter.of(FILE)));
    }
}
