package org.miltermanager.detect.product;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.detect.host.Host;

/** All milters that are known, and those that are not; and servers that a milter inside us can ask. */
public final class Products {
    private static final List<Product> KNOWN = List.of(
            new AmavisdMilter(),
            new ClamavMilter(),
            new DkimFilter(),
            new DkimpyMilter(),
            new Enma(),
            new MilterGreylist(),
            new MilterRegex(),
            new Mimedefang(),
            new OpenDkim(),
            new OpenDmarc(),
            new PyspfMilter(),
            new Rspamd(),
            new SidMilter(),
            new SpamassMilter(),
            new Spfmilter());

    private static final List<Scanner> SCANNERS = List.of(new Clamd(), new Spamd());

    private static final Set<String> SERVICES =
            KNOWN.stream().flatMap(product -> product.services().stream()).collect(Collectors.toUnmodifiableSet());

    private Products() {}

    /** Everything that is found on a host, in the order in which the chain would ask it. */
    public static List<Finding> find(Host host) {
        var unknown = new UnknownMilter(SERVICES);
        var services = new HashSet<>(SERVICES);
        services.addAll(unknown.candidates(host));
        SCANNERS.forEach(scanner -> services.addAll(scanner.services(host)));
        host.expect(services);
        var findings = new ArrayList<Finding>();
        KNOWN.forEach(product -> add(name(product), () -> product.find(host), findings));
        SCANNERS.forEach(scanner -> add(scanner.name(), () -> scanner.find(host, findings), findings));
        add("unknown milters", () -> unknown.find(host), findings);
        add("milters that Postfix lists", () -> ListedMilter.find(host), findings);
        findings.sort(Comparator.comparing(Finding::rank).thenComparing(Finding::name));
        return findings;
    }

    private static String name(Product product) {
        return product.services().stream().sorted().findFirst().orElseThrow();
    }

    /** A mistake of ours in one of them is a finding like others, and not the end of the others. */
    private static void add(String what, Supplier<List<Finding>> search, List<Finding> findings) {
        try {
            search.get().forEach(finding -> add(finding, findings));
        } catch (RuntimeException | StackOverflowError mistake) {
            var trouble = new Trouble(
                    "looking for " + what + " failed: " + mistake,
                    "name it in a [[milter]] of the configuration, and report this");
            add(failed(what, trouble), findings);
        }
    }

    private static Finding failed(String name, Trouble trouble) {
        return new Finding(
                name,
                name,
                Optional.empty(),
                State.UNREADABLE,
                Rank.OTHER,
                List.of(),
                List.of(),
                List.of(trouble),
                List.of());
    }

    private static void add(Finding finding, List<Finding> findings) {
        if (finding.state() == State.LISTED) {
            ListedMilter.add(finding, findings);
        } else if (findings.stream().noneMatch(other -> other.name().equals(finding.name()))) {
            findings.add(finding);
        }
    }
}
