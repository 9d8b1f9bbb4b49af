package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/**
 * The milter in front of Amavis, which itself speaks no milter. Only the command line says where it listens; without {@code -s} it is
 * where the package was built to.
 */
public final class AmavisdMilter implements Product {
    private static final String LETTERS = "Bd:D:fhm:M:p:Pq:s:S:t:T:vw:";

    @Override
    public Set<String> services() {
        return Set.of("amavisd-milter", "amavisd-new-milter");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "Amavis").place(Rank.SPAM, DefaultConditions.NONE);
        Options.of(service.arguments(), LETTERS)
                .value('s')
                .or(() -> service.variable("MILTERSOCKET"))
                .ifPresentOrElse(spec -> draft.socket("-s", spec), () -> draft.builtIn(builtIn(host)));
        return draft.finding();
    }

    private static String builtIn(Host host) {
        return host.exists("/etc/redhat-release")
                ? "/run/amavisd/amavisd-milter.sock"
                : "/var/lib/amavis/amavisd-milter.sock";
    }
}
