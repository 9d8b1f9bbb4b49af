package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** SpamAssassin's milter: only the command line says where it listens; what stands behind {@code --} is for spamc. */
public final class SpamassMilter implements Product {
    private static final String LETTERS = "afd:mMp:P:r:u:D:i:Ib:B:e:xS:R:C:g:";

    @Override
    public Set<String> services() {
        return Set.of("spamass-milter", "spamass-milter-root");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "SpamAssassin").place(Rank.SPAM, DefaultConditions.FROM_OUTSIDE);
        Options.of(service.arguments(), LETTERS)
                .value('p')
                .or(() -> service.variable("SOCKET", "socket"))
                .ifPresent(spec -> draft.socket("-p", spec));
        return draft.finding();
    }
}
