package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** OpenDMARC. The option {@code -p} wins over {@code Socket} in opendmarc.conf(5). */
public final class OpenDmarc implements Product {
    private static final String LETTERS = "Ac:flnp:P:t:u:vV";

    @Override
    public Set<String> services() {
        return Set.of("opendmarc");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "OpenDMARC").place(Rank.DMARC, DefaultConditions.NONE);
        var options = Options.of(service.arguments(), LETTERS);
        String path = options.value('c')
                .map(Quote::text)
                .orElseGet(() -> Paths.firstThatExists(
                        host,
                        "/etc/opendmarc.conf",
                        "/etc/opendmarc/opendmarc.conf",
                        "/usr/local/etc/mail/opendmarc.conf"));
        options.value('p')
                .or(() -> TrustedDomainFile.value(draft, path, "Socket"))
                .or(() -> service.variable("SOCKET"))
                .ifPresent(spec -> draft.socket("socket", spec));
        return draft.finding();
    }
}
