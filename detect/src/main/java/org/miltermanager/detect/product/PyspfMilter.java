package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** pyspf-milter: checks SPF. Its only argument names its file; without {@code Socket} there it listens where it always did. */
public final class PyspfMilter implements Product {
    private static final String DEFAULT_SOCKET = "local:/run/pyspf-milter/pyspf-milter.sock";

    @Override
    public Set<String> services() {
        return Set.of("pyspf-milter");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "pyspf-milter").place(Rank.VERIFIER, DefaultConditions.FROM_OUTSIDE);
        String path = service.arguments().stream()
                .skip(1)
                .map(Quote::text)
                .findFirst()
                .orElse("/etc/python-policyd-spf/policyd-spf.conf");
        draft.configuration(path)
                .ifPresent(file -> KeyValueSyntax.PYSPF
                        .last(file, "Socket")
                        .ifPresentOrElse(spec -> draft.socket("Socket", spec), () -> draft.builtIn(DEFAULT_SOCKET)));
        return draft.finding();
    }
}
