package org.miltermanager.detect.product;

import java.util.Comparator;
import java.util.List;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;

/** All milters that are known. */
public final class Products {
    private static final List<Product> ALL = List.of(
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

    private Products() {}

    /** Everything that is found on a host, in the order in which the chain would ask it. */
    public static List<Finding> find(Host host) {
        host.expect(ALL.stream().flatMap(product -> product.services().stream()).toList());
        return ALL.stream()
                .flatMap(product -> product.find(host).stream())
                .sorted(Comparator.comparing(Finding::rank).thenComparing(Finding::name))
                .toList();
    }
}
