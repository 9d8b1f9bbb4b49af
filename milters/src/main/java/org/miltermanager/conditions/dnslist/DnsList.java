package org.miltermanager.conditions.dnslist;

import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** What to write, to follow the word "expected". */
    public static final String EXPECTED =
            "a list such as \"zen.spamhaus.org\", or with answers and weight \"bl.example=127.0.0.2/31,127.0.0.9*2\"";

    private static final Pattern SPELLING = Pattern.compile(
            "(?<zone>(?:[A-Za-z0-9_-]{1,63}\\.)+[A-Za-z0-9-]{1,63})(?:=(?<codes>[^*]+))?(?:\\*(?<weight>-?\\d{1,6}))?");

    /**
     * Reads a list as {@link #toString} writes it, much as Postfix's {@code postscreen_dnsbl_sites}: the zone, which is its name, the answers
     * that count, as networks, and its weight.
     *
     * @throws IllegalArgumentException with a sentence, if it is none
     */
    public static DnsList parse(String text) {
        Matcher parts = SPELLING.matcher(text);
        if (!parts.matches()) {
            throw refused(text, EXPECTED);
        }
        List<Network> codes = Optional.ofNullable(parts.group("codes")).stream()
                .flatMap(written -> Stream.of(written.split(",", -1)))
                .map(code -> Network.parse(code)
                        .filter(network -> ANSWERS.contains(network.address()))
                        .orElseThrow(
                                () -> refused(code, "answers of a list, such as \"127.0.0.2\" or \"127.0.0.0/28\"")))
                .toList();
        String weight = parts.group("weight");
        String zone = parts.group("zone");
        return new DnsList(zone, zone, codes, weight == null ? 1 : Integer.parseInt(weight));
    }

    private static IllegalArgumentException refused(String got, String expected) {
        return new IllegalArgumentException("got \"" + got + "\", expected " + expected);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String answers = codes.stream().map(Network::toString).collect(joining(","));
        return zone + (codes.isEmpty() ? "" : "=" + answers) + (weight == 1 ? "" : "*" + weight);
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
