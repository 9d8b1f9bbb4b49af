package org.miltermanager.conditions.dnslist;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.dns.DnsAnswer;

/**
 * One list.
 *
 * @param name as conditions call it
 * @param zone under which it files addresses, such as {@code zen.spamhaus.org}
 * @param codes the answers that count; none: each one that can
 * @param weight what a client that is listed counts; negative for an allow list
 */
public record DnsList(String name, String zone, List<Network> codes, int weight) {
    private static final Network ANSWERS = network("127.0.0.0/8");
    private static final Network REFUSALS = network("127.255.255.0/24");

    public DnsList {
        codes = List.copyOf(codes);
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    /** Whether an answer lists the client; empty where it is none. */
    Optional<Boolean> judge(DnsAnswer<Inet4Address> answer) {
        return switch (answer) {
            case DnsAnswer.Found<Inet4Address>(var found) -> judge(found);
            case DnsAnswer.NoSuchName<Inet4Address> _ -> Optional.of(false);
            case DnsAnswer.NoRecords<Inet4Address> _ -> Optional.of(false);
            case DnsAnswer.Failure<Inet4Address> _ -> Optional.empty();
        };
    }

    private Optional<Boolean> judge(List<Inet4Address> found) {
        List<NetworkAddress> answers = found.stream()
                .flatMap(address -> NetworkAddress.parse(address.getHostAddress()).stream())
                .filter(ANSWERS::contains)
                .toList();
        if (answers.stream().anyMatch(REFUSALS::contains)) {
            return Optional.empty();
        }
        return Optional.of(answers.stream().anyMatch(this::counts));
    }

    private boolean counts(NetworkAddress answer) {
        return codes.isEmpty() || codes.stream().anyMatch(code -> code.contains(answer));
    }
}
