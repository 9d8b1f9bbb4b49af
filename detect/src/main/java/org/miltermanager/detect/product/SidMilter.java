package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** sid-filter of sid-milter: checks Sender ID and SPF. Only {@code -p} says where it listens. */
public final class SidMilter implements Product {
    private static final String LETTERS = "Aa:cd:D:hlp:P:r:tT:u:V";

    @Override
    public Set<String> services() {
        return Set.of("sid-milter", "sid-filter", "milter-sid", "miltersid");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "sid-milter").place(Rank.VERIFIER, DefaultConditions.FROM_OUTSIDE);
        Options.of(service.arguments(), LETTERS)
                .value('p')
                .or(() -> service.variable("SOCKET", "SOCKET_ADDRESS", "socket"))
                .ifPresent(spec -> draft.socket("-p", spec));
        return draft.finding();
    }
}
