package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** spfmilter: checks SPF. Its last argument is the socket. */
public final class Spfmilter implements Product {
    @Override
    public Set<String> services() {
        return Set.of("spfmilter");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "spfmilter").place(Rank.VERIFIER, DefaultConditions.FROM_OUTSIDE);
        Optional<Quote> last = service.arguments().stream().skip(1).reduce((first, second) -> second);
        last.filter(word -> word.text().contains("/") || word.text().contains(":"))
                .or(() -> service.variable("SOCKET", "CONNECTION_SPEC"))
                .ifPresent(spec -> draft.socket("socket", spec));
        return draft.finding();
    }
}
