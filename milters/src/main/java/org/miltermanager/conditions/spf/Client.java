package org.miltermanager.conditions.spf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.DnsAnswer;

/** The host that is connected, as an evaluation sees it. Belongs to one thread. */
final class Client {
    /** More names of one address are not looked at (RFC 7208 4.6.4). */
    private static final int NAMES = 10;

    private final InetAddress address;
    private final Dns dns;
    private final Budget budget;
    private @Nullable List<String> confirmed;
    private boolean nameless;

    Client(InetAddress address, Dns dns, Budget budget) {
        this.address = address;
        this.dns = dns;
        this.budget = budget;
    }

    InetAddress address() {
        return address;
    }

    boolean ipv4() {
        return address instanceof Inet4Address;
    }

    /** Addresses of a name, of the client's kind. */
    DnsAnswer<? extends InetAddress> addresses(String name) {
        return ipv4() ? budget.need(dns.ipv4(name)) : budget.need(dns.ipv6(name));
    }

    /**
     * Names of the client that lead back to it (RFC 7208 5.5). What the DNS cannot say is left out.
     *
     * @return in lower case
     */
    List<String> confirmedNames() {
        if (confirmed == null) {
            DnsAnswer<String> names = budget.await(dns.names(address));
            nameless = names instanceof DnsAnswer.NoSuchName || names instanceof DnsAnswer.NoRecords;
            confirmed = names.found().stream()
                    .limit(NAMES)
                    .filter(this::leadsHere)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
        }
        return confirmed;
    }

    /** Whether there is no name at all, confirmed or not. */
    boolean nameless() {
        confirmedNames();
        return nameless;
    }

    private boolean leadsHere(String name) {
        DnsAnswer<? extends InetAddress> addresses =
                ipv4() ? budget.await(dns.ipv4(name)) : budget.await(dns.ipv6(name));
        return addresses.found().contains(address);
    }

    /** The confirmed name that says most about a domain; {@code unknown} where there is none (RFC 7208 7.3). */
    String name(String domain) {
        String wanted = domain.toLowerCase(Locale.ROOT);
        List<String> names = confirmedNames();
        return Stream.concat(
                        Stream.concat(
                                names.stream().filter(wanted::equals),
                                names.stream().filter(name -> name.endsWith("." + wanted))),
                        names.stream())
                .findFirst()
                .orElse("unknown");
    }
}
