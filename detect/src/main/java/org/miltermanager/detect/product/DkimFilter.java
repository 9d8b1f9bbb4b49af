package org.miltermanager.detect.product;

import java.util.List;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** dkim-filter of dkim-milter, from which OpenDKIM came. */
public final class DkimFilter implements Product {
    private static final DkimDaemon DAEMON = new DkimDaemon(
            "dkim-milter",
            "Aa:b:c:C:d:DfhHi:I:k:lL:m:M:no:p:P:qQrs:S:t:T:u:U:vVWx:X?",
            List.of(
                    "/etc/dkim-filter.conf",
                    "/etc/mail/dkim-milter/dkim-filter.conf",
                    "/usr/local/etc/mail/dkim-filter.conf"));

    @Override
    public Set<String> services() {
        return Set.of("dkim-filter", "dkim-milter", "milter-dkim");
    }

    @Override
    public Finding finding(Host host, Service service) {
        return DAEMON.finding(host, service);
    }

    @Override
    public List<Finding> find(Host host) {
        return services(host)
                .flatMap(DkimDaemon::profiles)
                .map(service -> finding(host, service))
                .toList();
    }
}
