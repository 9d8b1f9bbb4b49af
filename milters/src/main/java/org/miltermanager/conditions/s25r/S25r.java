package org.miltermanager.conditions.s25r;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.condition.Type;
import org.miltermanager.conditions.names.NameList;
import org.miltermanager.wire.Stage;

/** Whether a client looks like a home connection, by its name. Safe for use by any thread. */
public final class S25r {
    /** Mail services with many hosts, whose names look as if they were of home connections. */
    public static final List<String> PROPER = List.of(
            ".google.com", ".obsmtp.com", ".smtp-out.amazonses.com", ".slack.com", ".mg.gitlab.com", ".sendgrid.net");

    private final boolean ipv4Only;
    private final List<Supplier<NameList>> white;
    private final List<Supplier<NameList>> black;

    /**
     * What was made of a name.
     *
     * @param home whether it looks like a home connection
     * @param why for people
     */
    public record Judgement(boolean home, String why) {}

    /**
     * A judge of names.
     *
     * @param ipv4Only clients with another address are proper, whatever their name
     * @param white names of proper clients; before all else
     * @param black names of others, beside those that the rules know
     */
    public S25r(boolean ipv4Only, List<Supplier<NameList>> white, List<Supplier<NameList>> black) {
        this.ipv4Only = ipv4Only;
        this.white = List.copyOf(white);
        this.black = List.copyOf(black);
    }

    /** Judges a client. */
    public Judgement judge(String host, NetworkAddress address) {
        if (ipv4Only && !address.isIpv4()) {
            return new Judgement(false, "it has no IPv4 address");
        }
        Optional<String> good = entry(white, host);
        if (good.isPresent()) {
            return new Judgement(false, "white list: " + good.get());
        }
        return entry(black, host)
                .map(entry -> new Judgement(true, "black list: " + entry))
                .or(() -> withoutName(host))
                .or(() -> Rule.ALL.stream()
                        .filter(rule -> rule.fits(host))
                        .findFirst()
                        .map(rule -> new Judgement(true, rule.told())))
                .orElseGet(() -> new Judgement(false, "no rule fits"));
    }

    private static Optional<String> entry(List<Supplier<NameList>> lists, String host) {
        return lists.stream()
                .flatMap(list -> list.get().entryFor(host).stream())
                .findFirst();
    }

    private static Optional<Judgement> withoutName(String host) {
        boolean none = host.equalsIgnoreCase("unknown") || (host.startsWith("[") && host.endsWith("]"));
        return none ? Optional.of(new Judgement(true, "it has no name")) : Optional.empty();
    }

    /** Whether the client looks like a home connection. */
    public Fact<Boolean> fact() {
        return Fact.told("s25r", Type.BOOLEAN, Stage.CONNECT, this::isHome);
    }

    private boolean isHome(Circumstances known) {
        NetworkAddress address = known.client()
                .flatMap(client -> NetworkAddress.parse(client.address()))
                .orElse(NetworkAddress.NONE);
        return judge(known.clientName(), address).home();
    }
}
