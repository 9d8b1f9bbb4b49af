package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kind.refused;
import static org.miltermanager.app.config.Kinds.duration;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.conditions.dnslist.DnsList;
import org.miltermanager.dns.ResolverSettings;

/** The part of {@link Schema} that is about the DNS. */
final class DnsSchema {
    private static final int PORT = 53;
    private static final int LAST_PORT = 65_535;
    private static final int MANY = 1_000_000;
    private static final String SERVER = "an address, or one with a port such as \"127.0.0.1:5353\" or \"[::1]:5353\"";
    private static final Pattern ADDRESS_AND_PORT = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d{1,5})");

    static final Key<List<InetSocketAddress>> SERVERS = Key.of(
                    "dns.servers",
                    ListKinds.of(
                            "addresses in brackets, such as [\"127.0.0.1\"]", DnsSchema::server, DnsSchema::spelling),
                    List.of())
            .meaning("Name servers that are asked, one after the other; none: those of /etc/resolv.conf, which is"
                    + " read again with each reload.")
            .elsewhere("dns.server", "nameserver", "nameservers");
    static final Key<Duration> ATTEMPT = Key.of("dns.attempt", duration(1), "2s")
            .meaning("How long one server may take, until the next one is asked.")
            .elsewhere("dns.timeout");
    static final Key<Integer> ATTEMPTS = Key.of("dns.attempts", Kind.count(1, 100), 3L)
            .meaning("How many times one question is asked, all servers together.")
            .elsewhere("dns.retries");
    static final Key<Duration> DEADLINE =
            Key.of("dns.deadline", duration(1), "8s").meaning("How long any answer may take at the most.");
    static final Key<Integer> CACHE = Key.of("dns.cache", Kind.count(1, MANY), 20_000L)
            .meaning("How many answers are remembered, each as long as its owner allows.");

    static final Key<List<DnsList>> LISTS = Key.of(
                    "dnsbl.lists",
                    ListKinds.of(
                            "lists in brackets, such as [\"zen.spamhaus.org\", \"bl.example=127.0.0.2/31*2\"]",
                            DnsList::parse,
                            DnsList::toString),
                    List.of())
            .meaning(
                    "Lists of addresses in the DNS: the zone, after = the answers that count (addresses and networks), after *"
                            + " the weight, below 0 for an allow list. For the conditions dnsbl, dnsbl.score and dnsbl.list(\"ZONE\").")
            .elsewhere("dnsbl.sites", "postscreen_dnsbl_sites", "dnsbl.zones");
    static final Key<Integer> THRESHOLD = Key.of("dnsbl.threshold", Kind.count(-MANY, MANY), 1L)
            .meaning("From this sum of weights on the condition dnsbl holds.")
            .elsewhere("postscreen_dnsbl_threshold");
    static final Key<Duration> LISTS_DEADLINE =
            Key.of("dnsbl.deadline", duration(1), "5s").meaning("For the answers of all lists.");
    static final Key<Duration> SPF_DEADLINE =
            Key.of("spf.deadline", duration(1), "20s").meaning("For all that the DNS is asked for the condition spf.");

    private DnsSchema() {}

    static List<Key<?>> tables() {
        return List.of(SERVERS, ATTEMPT, ATTEMPTS, DEADLINE, CACHE, LISTS, THRESHOLD, LISTS_DEADLINE, SPF_DEADLINE);
    }

    static ResolverSettings resolver(Values top) {
        return new ResolverSettings(
                top.of(SERVERS), top.of(ATTEMPT), top.of(ATTEMPTS), top.of(DEADLINE), top.of(CACHE));
    }

    static ConditionSettings.BlockLists lists(Values top) {
        return new ConditionSettings.BlockLists(top.of(LISTS), top.of(THRESHOLD), top.of(LISTS_DEADLINE));
    }

    private static InetSocketAddress server(String text) {
        Matcher parts = ADDRESS_AND_PORT.matcher(text);
        boolean withPort = parts.matches();
        String address = withPort ? (parts.group(1) == null ? parts.group(2) : parts.group(1)) : text;
        int port = withPort ? Integer.parseInt(parts.group(3)) : PORT;
        if (port < 1 || port > LAST_PORT) {
            throw refused(text, "a port from 1 to " + LAST_PORT);
        }
        return NetworkAddress.parse(address)
                .flatMap(NetworkAddress::inetAddress)
                .map(parsed -> new InetSocketAddress(parsed, port))
                .orElseThrow(() -> refused(text, SERVER));
    }

    private static String spelling(InetSocketAddress server) {
        String address = server.getAddress().getHostAddress();
        if (server.getPort() == PORT) {
            return address;
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + server.getPort();
    }
}
